import { organization } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import {
  exportOfGroup,
  exportOfOrganization,
  historyOf,
  historyOfGroup,
  historyOfOrganization,
} from './history.ts'
import { ExportQuery, History, HistoryQuery } from './schema.ts'

const actorNarrows = { 'query.actor': 'only narrows what is shown; an unknown one finds nothing' }

export const doors: Door[] = [
  door({
    name: 'readGroupHistory',
    method: 'GET',
    path: '/api/groups/:group/history',
    summary: 'Who did what to whose rights and membership in a group, newest first.',
    needs: { group: historyOf() },
    otherIds: actorNarrows,
    query: HistoryQuery,
    answer: History,
    run: (ctx, given) => historyOfGroup(ctx, given.group, given.query),
  }),
  door({
    name: 'exportGroupHistory',
    method: 'GET',
    path: '/api/groups/:group/history/export',
    summary: 'The same as a file, with the hash that each line carries.',
    needs: { group: historyOf() },
    otherIds: actorNarrows,
    query: ExportQuery,
    download: true,
    run: async (ctx, given) => exportOfGroup(ctx, given.group, given.query),
  }),
  door({
    name: 'readOrganizationHistory',
    method: 'GET',
    path: '/api/organization/history',
    summary: 'The history of my organization and all its groups, without their content.',
    needs: { organization: organization('govern') },
    otherIds: actorNarrows,
    query: HistoryQuery,
    answer: History,
    run: (ctx, given) => historyOfOrganization(ctx, given.organization, given.query),
  }),
  door({
    name: 'exportOrganizationHistory',
    method: 'GET',
    path: '/api/organization/history/export',
    summary: 'The same as a file, with the hash that each line carries.',
    needs: { organization: organization('govern') },
    otherIds: actorNarrows,
    query: ExportQuery,
    download: true,
    run: async (ctx, given) => exportOfOrganization(ctx, given.organization, given.query),
  }),
]
