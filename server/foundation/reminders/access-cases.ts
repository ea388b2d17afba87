import type { AccessCase } from '../../kernel/tool.ts'

export const accessCases: AccessCase[] = [
  {
    act: 'be reminded of it',
    door: 'remindMe',
    request: ({ space, item }) => ({
      params: { space, item },
      body: {
        start: `${new Date().getUTCFullYear() + 1}-06-01T09:00`,
        zone: 'Europe/Paris',
        rule: 'FREQ=WEEKLY',
      },
    }),
  },
]
