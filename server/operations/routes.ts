import type { Door } from '../kernel/door.ts'
import { doors as console } from './console/routes.ts'
import { doors as departures } from './departures/routes.ts'
import { doors as demo } from './demo/routes.ts'
import { doors as emailChange } from './email-change/routes.ts'
import { doors as exchange } from './exchange/routes.ts'
import { doors as lifeCycle } from './life-cycle/routes.ts'
import { doors as outbox } from './outbox/routes.ts'
import { doors as setUp } from './set-up/routes.ts'

/** The doors for operating the instance. */
export const doors: Door[] = [
  ...setUp,
  ...demo,
  ...outbox,
  ...console,
  ...lifeCycle,
  ...departures,
  ...emailChange,
  ...exchange,
]
