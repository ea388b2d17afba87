import type { Scene } from './scene.ts'
import { groupScenes } from './scenes-of-groups.ts'
import { noteScenes } from './scenes-of-notes.ts'
import { organizationScenes } from './scenes-of-organizations.ts'
import { peopleScenes } from './scenes-of-people.ts'

/** Every page and state. What is not here was not looked at. */
export const scenes: readonly Scene[] = [
  ...peopleScenes,
  ...groupScenes,
  ...noteScenes,
  ...organizationScenes,
]
