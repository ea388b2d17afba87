import * as need from '../../access/needs.ts'
import { door, openDoor, type Door } from '../../kernel/door.ts'
import { governedGroups } from './governed-groups.ts'
import { changeInternal, deactivate, internals, reactivate } from './internals.ts'
import { changeOrganization, languageAtTheDoor, organizationById } from './organizations.ts'
import { addPlan, changePlan, deletePlan, plansOf } from './plans.ts'
import * as schema from './schema.ts'
import {
  organizationChanged,
  personDeactivated,
  personReactivated,
  personRoleChanged,
  planAdded,
  planChanged,
  planDeleted,
} from './events.ts'

const ownPlan = 'looked up among the plans of the asker’s organization only'

const organization: Door[] = [
  openDoor({
    name: 'getDoor',
    method: 'GET',
    path: '/api/door',
    summary: 'The language of the pages before signing in, for people who have not chosen one.',
    answer: schema.AtTheDoor,
    run: async (ctx) => ({ language: await languageAtTheDoor(ctx) }),
  }),
  door({
    name: 'getOrganization',
    method: 'GET',
    path: '/api/organization',
    summary: 'My organization and its policies.',
    needs: { organization: need.organization('belong') },
    answer: schema.Organization,
    run: async (ctx, { organization: { id, may } }) => ({
      ...(await organizationById(ctx, id)),
      may,
    }),
  }),
  door({
    name: 'changeOrganization',
    line: organizationChanged,
    method: 'PATCH',
    path: '/api/organization',
    summary: 'Changes name, language, default plan or policies; only what is sent.',
    needs: { organization: need.organization('administer') },
    otherIds: { 'body.defaultPlan': ownPlan },
    body: schema.OrganizationChange,
    run: (ctx, { organization: { id }, body }) => changeOrganization(ctx, id, body),
  }),
  door({
    name: 'listOrganizationGroups',
    method: 'GET',
    path: '/api/organization/groups',
    summary:
      'All groups as they are governed: administrator, size, plan use; nothing of their content.',
    needs: { organization: need.organization('govern') },
    query: schema.GovernedQuery,
    answer: schema.GovernedGroups,
    run: (ctx, { organization: { id }, query }) => governedGroups(ctx, id, query),
  }),
]

const people: Door[] = [
  door({
    name: 'listOrganizationPeople',
    method: 'GET',
    path: '/api/organization/people',
    summary:
      'The people of my organization; plans and stopped accounts only for people who govern it.',
    needs: { organization: need.organization('seeDirectory') },
    query: schema.ListQuery,
    answer: schema.Internals,
    run: (ctx, { organization: { id, may }, query }) => internals(ctx, id, may.govern, query),
  }),
  door({
    name: 'changeOrganizationPerson',
    line: personRoleChanged,
    method: 'PATCH',
    path: '/api/organization/people/:person',
    summary: 'Changes somebody’s role in the organization, or their plan.',
    needs: { organization: need.organization('administer'), person: need.person('govern') },
    otherIds: { 'body.plan': ownPlan },
    body: schema.InternalChange,
    run: (ctx, { organization: { id }, person, body }) => changeInternal(ctx, id, person, body),
  }),
  door({
    name: 'deactivatePerson',
    line: personDeactivated,
    method: 'POST',
    path: '/api/organization/people/:person/deactivation',
    summary: 'Stops an account: its sessions and connections end immediately.',
    needs: { organization: need.organization('administer'), person: need.person('govern') },
    run: (ctx, { organization: { id }, person }) => deactivate(ctx, id, person),
  }),
  door({
    name: 'reactivatePerson',
    line: personReactivated,
    method: 'DELETE',
    path: '/api/organization/people/:person/deactivation',
    summary: 'Reactivates a stopped account.',
    needs: { organization: need.organization('administer'), person: need.person('govern') },
    run: (ctx, { organization: { id }, person }) => reactivate(ctx, id, person),
  }),
]

const plans: Door[] = [
  door({
    name: 'listPlans',
    method: 'GET',
    path: '/api/organization/plans',
    summary: 'The plans of my organization, and how many people have each.',
    needs: { organization: need.organization('govern') },
    answer: schema.Plans,
    run: async (ctx, { organization: { id } }) => ({ items: await plansOf(ctx, id) }),
  }),
  door({
    name: 'addPlan',
    line: planAdded,
    method: 'POST',
    path: '/api/organization/plans',
    summary: 'Adds a plan.',
    needs: { organization: need.organization('administer') },
    body: schema.NewPlan,
    answer: schema.Plan,
    status: 201,
    run: (ctx, { organization: { id }, body }) => addPlan(ctx, id, body),
  }),
  door({
    name: 'changePlan',
    line: planChanged,
    method: 'PATCH',
    path: '/api/organization/plans/:plan',
    summary: 'Changes a plan; a smaller plan deletes nothing.',
    needs: { organization: need.organization('administer') },
    otherIds: { 'params.plan': ownPlan },
    body: schema.PlanChange,
    answer: schema.Plan,
    run: (ctx, { organization: { id }, params, body }) =>
      changePlan(ctx, id, params['plan']!, body),
  }),
  door({
    name: 'deletePlan',
    line: planDeleted,
    method: 'DELETE',
    path: '/api/organization/plans/:plan',
    summary: 'Deletes a plan that nobody has.',
    needs: { organization: need.organization('administer') },
    otherIds: { 'params.plan': ownPlan },
    run: (ctx, { organization: { id }, params }) => deletePlan(ctx, id, params['plan']!),
  }),
]

export const doors: Door[] = [...organization, ...people, ...plans]
