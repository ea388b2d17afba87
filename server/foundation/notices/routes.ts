import { space } from '../../access/needs.ts'
import { door, openDoor, type Door } from '../../kernel/door.ts'
import * as notices from './notices.ts'
import * as push from './push.ts'
import * as schema from './schema.ts'
import * as settings from './settings.ts'

const mine: Door[] = [
  door({
    name: 'listMyNotices',
    method: 'GET',
    path: '/api/me/notices',
    summary: 'My notices, newest first: only about what I may see at this moment.',
    needs: {},
    query: schema.NoticesQuery,
    answer: schema.Notices,
    run: (ctx, { query }) => notices.myNotices(ctx, query),
  }),
  door({
    name: 'countMyNotices',
    method: 'GET',
    path: '/api/me/notices/count',
    summary: 'How many notices I have not read.',
    needs: {},
    answer: schema.Unread,
    run: (ctx) => notices.countUnread(ctx),
  }),
  door({
    name: 'readNotice',
    method: 'POST',
    path: '/api/me/notices/:notice/reading',
    summary: 'Marks one notice as read.',
    needs: {},
    otherIds: { 'params.notice': 'looked up among the asker’s own that they may see' },
    run: (ctx, { params }) => notices.markRead(ctx, params['notice']!),
  }),
  door({
    name: 'readAllNotices',
    method: 'POST',
    path: '/api/me/notices/reading',
    summary: 'Marks all notices as read that came until then, or until now.',
    needs: {},
    body: schema.Reading,
    run: (ctx, { body }) => notices.markAllRead(ctx, body.until),
  }),
]

const choices: Door[] = [
  door({
    name: 'getNoticeSettings',
    method: 'GET',
    path: '/api/me/notice-settings',
    summary: 'My settings of notices: everywhere and per group.',
    needs: {},
    answer: schema.NoticeSettings,
    run: (ctx) => settings.mySettings(ctx),
  }),
  door({
    name: 'setNoticeLevels',
    method: 'PUT',
    path: '/api/me/notice-settings/levels',
    summary: 'Changes my settings of notices; only the kinds that are sent change.',
    needs: {},
    body: schema.Levels,
    run: (ctx, { body }) => settings.setLevelsEverywhere(ctx, body),
  }),
  door({
    name: 'setNoticeRhythm',
    method: 'PUT',
    path: '/api/me/notice-settings/rhythm',
    summary: 'My quiet hours and the hour of my digest, in my time zone.',
    needs: {},
    body: schema.RhythmShape,
    run: (ctx, { body }) => settings.setRhythm(ctx, body),
  }),
  door({
    name: 'setNoticeLevelsOfSpace',
    method: 'PUT',
    path: '/api/spaces/:space/notice-levels',
    summary: 'Changes my settings of notices for one space.',
    needs: { space: space('enter') },
    body: schema.Levels,
    run: (ctx, { space, body }) => settings.setLevelsIn(ctx, space, body),
  }),
  door({
    name: 'dropNoticeLevelsOfSpace',
    method: 'DELETE',
    path: '/api/spaces/:space/notice-levels',
    summary: 'Removes my settings of notices for one space.',
    needs: { space: space('enter') },
    run: (ctx, { space }) => settings.followEverywhere(ctx, space),
  }),
  door({
    name: 'muteSpace',
    method: 'PUT',
    path: '/api/spaces/:space/mute',
    summary:
      'Mutes a space, until a time or for good: nothing from it is pushed, mailed or counted.',
    needs: { space: space('enter') },
    body: schema.Muting,
    run: (ctx, { space, body }) => settings.mute(ctx, space, body.until),
  }),
  door({
    name: 'unmuteSpace',
    method: 'DELETE',
    path: '/api/spaces/:space/mute',
    summary: 'Unmutes a space.',
    needs: { space: space('enter') },
    run: (ctx, { space }) => settings.unmute(ctx, space),
  }),
]

const browsers: Door[] = [
  door({
    name: 'getPushSettings',
    method: 'GET',
    path: '/api/me/push-subscriptions',
    summary: 'My browsers with push subscriptions, and the key to subscribe with.',
    needs: {},
    answer: schema.PushSettings,
    run: (ctx) => push.pushSettings(ctx),
  }),
  door({
    name: 'subscribeToPush',
    method: 'POST',
    path: '/api/me/push-subscriptions',
    summary: 'Subscribes this browser to push, for as long as I am signed in there.',
    needs: {},
    inPerson: true,
    body: schema.NewSubscription,
    answer: schema.Subscribed,
    status: 201,
    writes: false,
    run: (ctx, { body }) => push.subscribe(ctx, body),
  }),
  door({
    name: 'unsubscribeFromPush',
    method: 'DELETE',
    path: '/api/me/push-subscriptions/:subscription',
    summary: 'Unsubscribes a browser from push.',
    needs: {},
    otherIds: { 'params.subscription': 'looked up among the asker’s own' },
    run: (ctx, { params }) => push.unsubscribe(ctx, params['subscription']!),
  }),
]

const byLink: Door[] = [
  openDoor({
    name: 'lookAtUnsubscribing',
    method: 'GET',
    path: '/api/unsubscribe/:token',
    summary: 'What the unsubscribe link of an e-mail would end; ends nothing.',
    params: { token: schema.StopToken },
    answer: schema.StopShape,
    run: (ctx, { params }) => settings.lookAtStop(ctx, params['token']!),
  }),
  openDoor({
    name: 'unsubscribe',
    method: 'POST',
    path: '/api/unsubscribe/:token',
    summary: 'Unsubscribes by the link in an e-mail: one click, without a session (RFC 8058).',
    params: { token: schema.StopToken },
    run: (ctx, { params }) => settings.stop(ctx, params['token']!),
  }),
]

/** All doors for notices. */
export const doors: Door[] = [...mine, ...choices, ...browsers, ...byLink]
