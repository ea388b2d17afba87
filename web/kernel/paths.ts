/** Every address of the interface. Pages link only through these, so a route is renamed in one place. */
const part = encodeURIComponent

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1])
  return given.length ? `?${new URLSearchParams(given).toString()}` : ''
}

export const paths = {
  home: () => '/',
  signIn: (then?: string, how: { ended?: boolean } = {}) =>
    `/sign-in${query({ then, ended: how.ended ? 'yes' : undefined })}`,
  setUp: (token?: string) => `/set-up${query({ token })}`,
  forgotPassword: () => '/forgot-password',
  resetPassword: (token: string) => `/reset-password/${part(token)}`,
  invitation: (token: string) => `/invitations/${part(token)}`,

  agenda: () => '/agenda',
  myTasks: () => '/my-tasks',
  shared: () => '/shared',
  search: (words?: string, within: { space?: string; tool?: string; container?: string } = {}) =>
    `/search${query({ q: words, ...within })}`,
  directory: () => '/directory',
  directoryOfAll: () => '/directory/everyone',
  notices: () => '/notices',
  reminders: () => '/reminders',
  spaces: () => '/spaces',

  groups: () => '/groups',
  newGroup: () => '/groups/new',
  importGroup: (archive?: string) => `/groups/import${query({ archive })}`,
  group: (space: string) => `/s/${part(space)}`,
  accessRequests: () => '/access-requests',
  groupAbout: (group: string) => `/groups/${part(group)}`,
  members: (space: string) => `/s/${part(space)}/members`,
  invitations: (space: string) => `/s/${part(space)}/invitations`,
  requests: (space: string) => `/s/${part(space)}/requests`,
  groupSettings: (space: string) => `/s/${part(space)}/settings`,
  groupHistory: (space: string, find?: string) => `/s/${part(space)}/history${query({ find })}`,
  groupExport: (space: string) => `/s/${part(space)}/export`,
  guide: (space: string) => `/s/${part(space)}/guide`,
  activity: (space: string) => `/s/${part(space)}/activity`,
  trash: (space: string) => `/s/${part(space)}/trash`,
  space: (space: string) => `/s/${part(space)}`,
  item: (space: string, tool: string, item: string) =>
    `/s/${part(space)}/${part(tool)}/${part(item)}`,
  tools: (space: string) => `/s/${part(space)}/tools`,
  tool: (space: string, tool: string) => `/s/${part(space)}/${part(tool)}`,
  container: (space: string, tool: string, container: string) =>
    `/s/${part(space)}/${part(tool)}/in/${part(container)}`,

  me: () => '/me',
  myEmail: () => '/me/email',
  myPlan: () => '/me/plan',
  mySecurity: () => '/me/security',
  mySessions: () => '/me/sessions',
  myPassword: () => '/me/password',
  myNotices: () => '/me/notices',
  person: (person: string, command?: string) => `/people/${part(person)}${query({ do: command })}`,
  dropFolder: (command?: string) => `/drop-folder${query({ do: command })}`,

  reference: (operation?: string) => `/reference${query({ operation })}`,

  admin: () => '/admin',
  adminPeople: () => '/admin/people',
  adminInvite: () => '/admin/people/invite',
  adminGroups: (view?: string) => `/admin/groups${query({ view })}`,
  adminPlans: () => '/admin/plans',
  adminPolicies: () => '/admin/policies',
  adminOutbox: () => '/admin/outbox',
  adminInvitations: () => '/admin/invitations',
  adminDeleted: () => '/admin/groups/deleted',
  adminHistory: () => '/admin/history',
  adminHealth: () => '/admin/health',
}
