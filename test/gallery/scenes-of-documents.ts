import { words as documentWords } from '../../web/tools/documents/words.ts'
import { words as dropWords } from '../../web/tools/documents/drop-folder-words.ts'
import { words as fileWords } from '../../web/foundation/files/words.ts'
import { s, type Scene } from './scene.ts'

const file = ({ space, id }: { space: string; id: string }, rest = ''): string =>
  s(space, `/documents/${id}${rest}`)

/** The drive: folders, files, and uploads whose names are taken. */
export const documentScenes: readonly Scene[] = [
  { name: 'documents', who: 'amina', at: ({ groups }) => s(groups.hotel, '/documents') },
  {
    name: 'documents-of-a-guest',
    who: 'claire',
    at: ({ groups }) => s(groups.hotel, '/documents'),
  },
  { name: 'documents-none', who: 'thomas', at: ({ groups }) => s(groups.empty, '/documents') },
  {
    name: 'documents-in-folder',
    who: 'amina',
    at: ({ files: { plans } }) => s(plans.space, `/documents/in/${plans.id}`),
  },
  {
    name: 'documents-pictures',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/documents?show=pictures'),
  },
  { name: 'file-picture', who: 'claire', at: ({ files }) => file(files.drawing) },
  { name: 'file-list', who: 'amina', at: ({ files }) => file(files.list) },
  {
    name: 'upload-dialog',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/documents?new=file'),
    act: ({ page }) => page.getByRole('dialog').waitFor(),
  },
  {
    name: 'upload-name-taken',
    who: 'amina',
    at: ({ files: { plans } }) => s(plans.space, `/documents/in/${plans.id}?new=file`),
    async act({ page, say }) {
      await page
        .getByRole('dialog')
        .getByLabel(say(documentWords).chooseFiles)
        .setInputFiles(
          ['Tête de lit, vue de face.png', 'Bar elevation.png'].map((name) => ({
            name,
            mimeType: 'image/png',
            buffer: Buffer.alloc(90_000, 65),
          })),
        )
      await page.getByText(say(fileWords).allTaken(2)).waitFor()
    },
  },
  { name: 'drop-folder', who: 'amina', at: () => '/drop-folder' },
  {
    name: 'send-files',
    who: 'amina',
    at: ({ people }) => `/people/${people.thomas.id}?do=send`,
    act: ({ page, say }) =>
      page.getByRole('button', { name: say(dropWords).chooseFiles }).waitFor(),
  },
]
