import type { Scene } from './scene.ts'
import { documentScenes } from './scenes-of-documents.ts'
import { groupScenes } from './scenes-of-groups.ts'
import { lateScenes } from './scenes-of-late.ts'
import { fileScenes } from './scenes-of-files.ts'
import { noteScenes } from './scenes-of-notes.ts'
import { organizationScenes } from './scenes-of-organizations.ts'
import { peopleScenes } from './scenes-of-people.ts'
import { securityScenes } from './scenes-of-security.ts'

/** Every page and state. Pages that are missing here are not checked. */
export const scenes: readonly Scene[] = [
  ...peopleScenes,
  ...groupScenes,
  ...noteScenes,
  ...fileScenes,
  ...documentScenes,
  ...organizationScenes,
  ...securityScenes,
  ...lateScenes,
]
