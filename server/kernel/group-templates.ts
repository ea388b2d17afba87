/** What a new group is made from (G1): each template presets the settings and the tools. */
export const templateKeys = [
  'team',
  'project',
  'announcement',
  'community',
  'circle',
  'extranet',
] as const
export type TemplateKey = (typeof templateKeys)[number]
