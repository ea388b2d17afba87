import { person } from '../../access/needs.ts'
import { UploadShape } from '../../foundation/files/schema.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { PersonId } from '../../kernel/ids.ts'
import {
  beginSending,
  blockSender,
  myDropFolder,
  sendingTo,
  switchDropFolder,
  unblockSender,
} from './drop-folder.ts'
import { MyDropFolder, NewFileToPerson, SendingShape, SwitchDropFolder } from './schema.ts'

const theirs = '/api/people/:person/drop-folder'
const mine = '/api/me/drop-folder'

export const dropFolderDoors: Door[] = [
  door({
    name: 'getSending',
    method: 'GET',
    path: theirs,
    summary: 'Whether I may send files to a person, and how much.',
    needs: { person: person() },
    answer: SendingShape,
    aboutMe: true,
    run: (ctx, given) => sendingTo(ctx, given.person),
  }),
  door({
    name: 'beginSending',
    method: 'POST',
    path: `${theirs}/uploads`,
    summary:
      'Announces a file for the drop folder of a person, which is then sent in one part or in several. It becomes a receipt of mine.',
    needs: { person: person() },
    body: NewFileToPerson,
    answer: UploadShape,
    status: 201,
    writes: false, // takes the turn of the person's private space, which the request does not name
    run: (ctx, given) => beginSending(ctx, given.person, given.body),
  }),
  door({
    name: 'getMyDropFolder',
    method: 'GET',
    path: mine,
    summary: 'My own drop folder, and whose files I do not want.',
    needs: {},
    answer: MyDropFolder,
    aboutMe: true,
    run: (ctx) => myDropFolder(ctx),
  }),
  door({
    name: 'switchMyDropFolder',
    method: 'PUT',
    path: mine,
    summary: 'Lets everybody with whom I share a group send me files, or nobody.',
    needs: {},
    body: SwitchDropFolder,
    answer: MyDropFolder,
    run: (ctx, { body }) => switchDropFolder(ctx, body.takes),
  }),
  door({
    name: 'blockSender',
    method: 'PUT',
    path: `${mine}/blocked/:person`,
    summary: 'Takes no more files from this person. They are not told.',
    needs: { person: person() },
    run: (ctx, given) => blockSender(ctx, given.person.id),
  }),
  door({
    name: 'unblockSender',
    method: 'DELETE',
    path: `${mine}/blocked/:person`,
    summary: 'Takes files from this person again.',
    needs: {},
    otherIds: { 'params.person': 'looked up among those whom the asker has blocked' },
    run: (ctx, { params }) => unblockSender(ctx, params['person'] as PersonId),
  }),
]
