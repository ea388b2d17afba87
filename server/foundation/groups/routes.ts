import { Type } from 'typebox'
import { group, organization } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { groupAnswer } from './answers.ts'
import { differenceOfDefault } from './default-rights.ts'
import { groupDirectory, searchGroups } from './directory.ts'
import { templateKeys } from '../../kernel/group-templates.ts'
import { presetsOf } from './group.ts'
import { changeGroup, dismissGuide } from './groups.ts'
import { mostPictureBytes, pictureTypes } from '../people/pictures.ts'
import { myPlan } from './my-plan.ts'
import { picture, removePicture, setPicture } from './picture.ts'
import {
  ChangedGroup,
  DefaultDifference,
  Directory,
  DirectoryQuery,
  FoundGroups,
  GroupSearch,
  GroupShape,
  MyPlan,
  Picture,
  Templates,
  WhichDefault,
} from './schema.ts'
import { groupChanged } from './events.ts'

export const doors: Door[] = [
  door({
    name: 'listGroupTemplates',
    method: 'GET',
    path: '/api/group-templates',
    summary: 'What each template presets for a new group (G1).',
    needs: {},
    answer: Templates,
    run: async ({ house }) => ({
      items: templateKeys.map((key) => ({ key, settings: presetsOf(key, house.tools) })),
    }),
  }),

  door({
    name: 'getMyPlan',
    method: 'GET',
    path: '/api/me/plan',
    summary:
      'What my plan allows and what I use of it: groups, private storage, and each of my groups.',
    needs: {},
    aboutMe: true,
    answer: MyPlan,
    run: (ctx) => myPlan(ctx),
  }),

  door({
    name: 'readGroup',
    method: 'GET',
    path: '/api/groups/:group',
    summary: 'A group: in full for members, an outline for others who may see it.',
    needs: { group: group('see') },
    answer: GroupShape,
    run: (ctx, given) => groupAnswer(ctx, given.group.id),
  }),

  door({
    name: 'changeGroup',
    line: groupChanged,
    method: 'PATCH',
    path: '/api/groups/:group',
    summary: 'Changes a group’s name, texts and settings; only what is sent.',
    needs: { group: group('changeSettings') },
    body: ChangedGroup,
    answer: GroupShape,
    run: async (ctx, given) => {
      await changeGroup(ctx, given.group, given.body)
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'tryDefaultRights',
    method: 'GET',
    path: '/api/groups/:group/default-rights',
    summary: 'Who would gain or lose which rights, and where, with another default (G3).',
    needs: { group: group('changeSettings') },
    query: WhichDefault,
    answer: DefaultDifference,
    run: (ctx, given) => differenceOfDefault(ctx, given.group, given.query.level),
  }),

  door({
    name: 'setGroupPicture',
    method: 'PUT',
    path: '/api/groups/:group/picture',
    summary: 'Sets a group’s picture: the raw bytes of a PNG, JPEG or WebP.',
    needs: { group: group('changeSettings') },
    upload: { types: pictureTypes, most: mostPictureBytes },
    answer: Picture,
    writes: false,
    run: async (ctx, given) => ({ picture: await setPicture(ctx, given.group.id, given.body) }),
  }),

  door({
    name: 'removeGroupPicture',
    method: 'DELETE',
    path: '/api/groups/:group/picture',
    summary: 'Removes a group’s picture.',
    needs: { group: group('changeSettings') },
    run: (ctx, given) => removePicture(ctx, given.group.id),
  }),

  door({
    name: 'getGroupPicture',
    method: 'GET',
    path: '/api/groups/:group/picture/:name',
    summary: 'The picture of a group that I may see.',
    params: { name: Type.String({ pattern: '^[0-9a-f]{64}(-[0-9a-f]{16})?$' }) },
    needs: { group: group('see') },
    download: true,
    run: (ctx, given) => picture(ctx, given.group.id, given.params['name']!),
  }),

  door({
    name: 'dismissGroupGuide',
    method: 'POST',
    path: '/api/groups/:group/guide-dismissal',
    summary: 'Hides the guide of a new group (G12).',
    needs: { group: group('changeSettings') },
    run: (ctx, given) => dismissGuide(ctx, given.group),
  }),

  door({
    name: 'readDirectory',
    method: 'GET',
    path: '/api/directory',
    summary: 'The listed groups of my organization, by any column (J1).',
    needs: { organization: organization('belong') },
    query: DirectoryQuery,
    answer: Directory,
    run: (ctx, given) => groupDirectory(ctx, given.organization, given.query),
  }),

  door({
    name: 'searchGroups',
    method: 'GET',
    path: '/api/directory/everyone',
    summary:
      'Groups of all organizations that are listed for everyone: two criteria at least, of name (three letters), activity, sector and language (J2).',
    needs: { organization: organization('belong') },
    query: GroupSearch,
    answer: FoundGroups,
    run: (ctx, given) => searchGroups(ctx, given.query),
  }),
]
