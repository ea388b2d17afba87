import type { Sentence } from '../../kernel/i18n.ts'

/** One file of the export: the rows of a table that belong to the person, without secrets. */
export interface OwnTable {
  /** `data/<file>.json`. */
  file: string
  /** Its description in the README. */
  says: Sentence
  /** The columns that refer to people. A test compares them with all such columns of the database. */
  covers: string[]
  /** The statement, on the table `t`; $1 is the person, $2 the key of their address, $3 their private space. */
  text: string
  /** Leaves out rows about items that the person may no longer view; the others get the item's title. */
  items?: true
}

const own = (table: string, columns: string, more = ''): string =>
  `select ${columns} from ${table} t where t.person_id = $1 ${more}`

/** Everything about a person that is in the database and is not a tool's content (O9). */
export const ownTables: OwnTable[] = [
  {
    file: 'sessions',
    says: {
      en: 'where you are signed in, and how you signed in',
      fr: 'vos sessions ouvertes, et comment vous vous êtes connecté·e',
    },
    covers: ['session.person_id'],
    text: own(
      'session',
      't.id, t.created_at, t.last_seen_at, t.expires_at, t.user_agent, t.address, t.how',
    ),
  },
  {
    file: 'devices',
    says: {
      en: 'browsers that are known here, and those that are told of news',
      fr: 'les navigateurs connus ici, et ceux qui reçoivent des nouvelles',
    },
    covers: ['known_device.person_id', 'push_subscription.person_id'],
    text: `${own('known_device', `'known' as kind, t.by, t.last_used_at, t.expires_at, null as user_agent, null::timestamptz as created_at`)}
      union all ${own('push_subscription', `'push', null, null, null, t.user_agent, t.created_at`)}`,
  },
  {
    file: 'ways-to-sign-in',
    says: {
      en: 'passkeys, app, recovery codes and tokens: their names and dates, no secrets',
      fr: 'clés d’accès, application, codes de secours et jetons : noms et dates, aucun secret',
    },
    covers: [
      'passkey.person_id',
      'totp.person_id',
      'recovery_code.person_id',
      'access_token.person_id',
      'one_time_token.person_id',
    ],
    text: `${own('passkey', `'passkey' as kind, t.name, null as scope, t.created_at, t.last_used_at, null::timestamptz as expires_at`)}
      union all ${own('totp', `'app', null, null, t.created_at, null, null`)}
      union all ${own('recovery_code', `'recovery-code', null, null, null, t.used_at, null`)}
      union all ${own('access_token', 't.kind, t.name, t.scope, t.created_at, t.last_used_at, t.expires_at')}
      union all ${own('one_time_token', `'link: ' || t.purpose, null, null, t.created_at, t.used_at, t.expires_at`)}`,
  },
  {
    file: 'email-changes',
    says: { en: 'changes of your e-mail address', fr: 'les changements de votre adresse e-mail' },
    covers: ['email_change.person_id', 'email_change.from_email', 'email_change.to_email'],
    text: own('email_change', 't.from_email, t.to_email, t.asked_at, t.expires_at, t.changed_at'),
  },
  {
    file: 'memberships',
    says: { en: 'your groups', fr: 'vos groupes' },
    covers: ['membership.person_id', 'membership.sponsor_id', 'membership.brought_by'],
    text: `select w.id as group, w.name, t.role, t.since, t.how, t.starts, t.until, t.role_starts, t.role_until
      from membership t join workgroup w on w.id = t.group_id and w.deleted_at is null
      where t.person_id = $1 and (t.until is null or t.until > the_time()) order by t.since`,
  },
  {
    file: 'conversations',
    says: { en: 'your direct conversations', fr: 'vos conversations' },
    covers: ['conversation_person.person_id', 'conversation.begun_by'],
    text: `select t.space_id, c.begun_by = $1 as begun_by_me
      from conversation_person t join conversation c on c.space_id = t.space_id where t.person_id = $1`,
  },
  {
    file: 'cases',
    says: {
      en: 'your cases, and those that are shared with you by name or offered to you',
      fr: 'vos dossiers, et ceux qui sont partagés avec vous personnellement ou qui vous sont proposés',
    },
    covers: ['case_share.principal_id', 'case_leaver.person_id', 'case_offer.person_id'],
    text: `select s.id, 'owner' as as, s.created_at as since from space s where s.owner_id = $1 and s.kind = 'case'
      union all select t.space_id, t.level, t.given_at from case_share t where t.principal_id = $1
      union all select t.space_id, 'left', t.left_at from case_leaver t where t.person_id = $1
      union all select t.space_id, 'offered', t.offered_at from case_offer t where t.person_id = $1`,
  },
  {
    file: 'requests',
    says: { en: 'where you asked to join', fr: 'vos demandes d’adhésion' },
    covers: ['join_request.person_id'],
    text: own(
      'join_request',
      't.id, t.asked_name, t.message, t.created_at, t.decision, t.decided_at, t.reason',
    ),
  },
  {
    file: 'access-requests',
    says: {
      en: 'what you asked access to, by its link',
      fr: 'vos demandes d’accès à partir d’un lien',
    },
    covers: ['access_request.person_id'],
    text: own('access_request', 't.space_id, t.thing_id, t.message, t.asked_at'),
  },
  {
    file: 'hand-over-offers',
    says: {
      en: 'groups that you are asked to administer',
      fr: 'les groupes que l’on vous propose d’administrer',
    },
    covers: ['hand_over_offer.person_id'],
    text: own('hand_over_offer', 't.group_id, t.offered_at, t.expires_at, t.reason'),
  },
  {
    file: 'invitations',
    says: {
      en: 'invitations that you sent and that were sent to you',
      fr: 'les invitations envoyées et reçues',
    },
    covers: [
      'invitation.invited_by',
      'invitation.accepted_by',
      'invitation.email',
      'invitation.email_key',
    ],
    text: `select t.id, t.group_id as group, t.role, t.email, t.message, t.invited_by = $1 as by_me, t.created_at,
        t.expires_at, t.accepted_at, t.declined_at, t.withdrawn_at
      from invitation t
      where t.invited_by = $1 or (t.email_key = $2
        and not exists (select from blocked_inviter b where b.email_key = t.email_key and b.inviter_id = t.invited_by))`,
  },
  {
    file: 'blocked',
    says: {
      en: 'whose invitations you refuse',
      fr: 'les personnes dont vous refusez les invitations',
    },
    covers: ['blocked_inviter.email_key'],
    text: `select t.at, trim(p.first_name || ' ' || p.last_name) as name from blocked_inviter t
      join person p on p.id = t.inviter_id where t.email_key = $2`,
  },
  {
    file: 'blocked-senders',
    says: {
      en: 'whose files you refuse',
      fr: 'les personnes dont vous refusez les fichiers',
    },
    covers: [],
    text: `select t.at, trim(p.first_name || ' ' || p.last_name) as name from blocked_sender t
      join person p on p.id = t.person_id where t.space_id = $3`,
  },
  {
    file: 'nested-groups',
    says: {
      en: 'what you answered when a group of yours went into another',
      fr: 'vos réponses quand un de vos groupes est entré dans un autre',
    },
    covers: ['nesting_consent.person_id'],
    text: own('nesting_consent', 't.group_id, t.asked_at, t.answer, t.answered_at'),
  },
  {
    file: 'grants-given',
    says: {
      en: 'rights that you gave others in your private space',
      fr: 'les droits que vous avez donnés dans votre espace privé',
    },
    covers: ['access_grant.granted_by'],
    text: `select t.id, t.container_id as container, t.item_id as item, t.principal_kind, t.principal_id as principal,
        t.rights, t.granted_at
      from access_grant t where t.space_id = $3`,
  },
  {
    file: 'grants-received',
    says: {
      en: 'notes and other things that were given to you by name',
      fr: 'les notes et autres éléments qui vous ont été confiés nommément',
    },
    covers: ['access_grant.principal_id'],
    text: `select t.space_id, t.item_id, t.rights, t.granted_at from access_grant t
      where t.principal_id = $1 and t.item_id is not null`,
    items: true,
  },
  {
    file: 'favourites',
    says: { en: 'your favourites', fr: 'vos favoris' },
    covers: ['favourite.person_id'],
    text: own(
      'favourite',
      `t.space_id, t.thing, t.thing_id, case when t.thing = 'item' then t.thing_id end as item_id, t.at`,
    ),
    items: true,
  },
  {
    file: 'reminders',
    says: { en: 'what you want to be reminded of, and when', fr: 'vos rappels' },
    covers: ['reminder.person_id'],
    text: own('reminder', 't.space_id, t.item_id, t.at, t.starts_at, t.zone, t.rule, t.created_at'),
    items: true,
  },
  {
    file: 'receipts',
    says: {
      en: 'what you put where you see nothing',
      fr: 'ce que vous avez déposé là où vous ne voyez rien',
    },
    covers: ['receipt.person_id'],
    text: own('receipt', 't.id, t.space_id, t.container_id, t.kind, t.title, t.size, t.at'),
  },
  {
    file: 'followed',
    says: { en: 'what you follow', fr: 'ce que vous suivez' },
    covers: ['follow.person_id'],
    text: own('follow', 't.space_id, t.item_id, t.at'),
    items: true,
  },
  {
    file: 'recent',
    says: { en: 'what you looked at recently', fr: 'ce que vous avez consulté récemment' },
    covers: ['recent.person_id', 'seen.person_id', 'read_mark.person_id'],
    text: `${own('recent', 't.space_id, t.item_id, t.at')}
      union all ${own('seen', 't.space_id, null, t.at')}
      union all ${own('read_mark', `t.space_id, (select i.id from item i where i.space_id = t.space_id and i.id = t.thing_id), null`)}`,
    items: true,
  },
  {
    file: 'mentions',
    says: { en: 'where you were mentioned', fr: 'là où vous avez été mentionné·e' },
    covers: ['mention.principal_id', 'mention.mentioned_by'],
    text: `select t.space_id, t.item_id, t.comment_id, t.at, t.mentioned_by = $1 as by_me from mention t
      where t.principal_id = $1 or t.mentioned_by = $1`,
    items: true,
  },
  {
    file: 'comments',
    says: { en: 'your comments', fr: 'vos commentaires' },
    covers: ['comment.author_id'],
    text: `select t.space_id, t.item_id, t.id, t.body, t.passage->>'quote' as passage, t.created_at, t.edited_at, t.resolved_at from comment t
      where t.author_id = $1 and t.trashed_at is null`,
    items: true,
  },
  {
    file: 'attachments',
    says: { en: 'files that you attached', fr: 'les fichiers que vous avez joints' },
    covers: ['attachment.added_by'],
    text: `select t.space_id, t.item_id, t.comment_id, t.name, t.media_type, encode(t.sha256, 'hex') as sha256, t.added_at
      from attachment t where t.added_by = $1 and t.removed_at is null
        and not exists (select from comment k where k.space_id = t.space_id and k.id = t.comment_id and k.trashed_at is not null)`,
    items: true,
  },
  {
    file: 'tags',
    says: { en: 'tags in your private space', fr: 'les étiquettes de votre espace privé' },
    covers: [],
    text: 'select t.space_id, t.item_id, t.name from tag t where t.space_id = $3',
    items: true,
  },
  {
    file: 'folders',
    says: {
      en: 'folders of your private space',
      fr: 'les dossiers de votre espace privé',
    },
    covers: ['container.created_by', 'space.owner_id'],
    text: `select t.id, t.tool, t.kind, t.parent_id as parent, t.name, t.created_at, t.trashed_at from container t where t.space_id = $3`,
  },
  {
    file: 'notices',
    says: {
      en: 'notices: of what kind, when, and when you read them',
      fr: 'vos notifications : leur sorte, leur date, et quand vous les avez lues',
    },
    covers: ['notice.person_id', 'notice.actors'],
    text: own('notice', 't.kind, t.events, t.at, t.read_at, t.mailed_at'),
  },
  {
    file: 'notice-settings',
    says: {
      en: 'what you want to be told of, when and how',
      fr: 'ce dont vous souhaitez être averti·e, quand et comment',
    },
    covers: [
      'notice_level.person_id',
      'notice_mute.person_id',
      'notice_rhythm.person_id',
      'notice_digest.person_id',
    ],
    text: `${own('notice_level', `'level' as kind, to_jsonb(t) - 'person_id' as setting`)}
      union all ${own('notice_mute', `'mute', to_jsonb(t) - 'person_id'`)}
      union all ${own('notice_rhythm', `'rhythm', to_jsonb(t) - 'person_id'`)}
      union all ${own('notice_digest', `'digest', to_jsonb(t) - 'person_id'`)}`,
  },
  {
    file: 'mails',
    says: {
      en: 'mails that were written to you: subject and date',
      fr: 'les e-mails qui vous ont été écrits : objet et date',
    },
    covers: ['outbox.person_id', 'outbox.to_address'],
    text: own('outbox', 't.to_address, t.kind, t.subject, t.created_at, t.sent_at'),
  },
  {
    file: 'exports-and-imports',
    says: {
      en: 'exports of groups that you asked for, and archives that you brought',
      fr: 'les exports de groupes demandés, et les archives importées',
    },
    covers: ['group_export.person_id', 'group_import.person_id'],
    text: `${own('group_export', `'export' as kind, t.group_id, t.state, t.size, t.asked_at as at`)}
      union all ${own('group_import', `'import', t.group_id, t.state, t.size, t.received_at`)}`,
  },
  {
    file: 'responsibilities',
    says: {
      en: 'whom you would follow as administrator, and the deletion of your account',
      fr: 'les groupes dont vous prendriez la suite, et la suppression de votre compte',
    },
    covers: ['successor.person_id', 'person_deletion.person_id'],
    text: `${own('successor', `'successor' as kind, t.group_id, t.named_at as at, t.declined_at as until`)}
      union all ${own('person_deletion', `'deletion', null, t.asked_at, t.due_at`)}`,
  },
  {
    file: 'looked-as',
    says: {
      en: 'groups that you looked at as somebody else would',
      fr: 'les groupes que vous avez regardés comme une autre personne',
    },
    covers: ['viewing.viewer_id'],
    text: 'select t.group_id, t.role, t.guest, t.created_at from viewing t where t.viewer_id = $1',
  },
]

/** Columns that refer to a person and are not exported, each with the reason. */
export const leftOut: Record<string, string> = {
  'person.email': 'is in profile.json',
  'person.email_key': 'the address once more, folded to be compared',
  'person.deactivated_by': 'what an admin did; in the history of the organization',
  'item.author_id': 'items are exported as documents, one file each',
  'item.taken_over_by': 'as above',
  'item.changed_by': 'who changed a document last is about the document',
  'item.trashed_by': 'about the document',
  'item.internal_only_by': 'about the document',
  'item.validated_by': 'about the document',
  'left_behind.moved_by': 'keeps a move undoable for a moment',
  'rendition.asked_by': 'in whose turn a thumbnail or a text was made; about the file',
  'bulk_undo.person_id': 'keeps an act on many items undoable for a moment',
  'left_behind.internal_only_by': 'keeps a move undoable for a moment',
  'item_link.created_by': 'links are in the text of the documents',
  'blob.created_by': 'files are exported beside their documents',
  'note.template_by': 'templates are exported like every note',
  'live_text_update.person_id': 'keystrokes of a live text; the text is exported',
  'live_text_client.person_id': 'a number that a live text knows a session by',
  'item_version.authors': 'versions are exported with the documents of the private space',
  'imported_author.email_key':
    'invitations say what an archive credits to their address; before, the group is a secret',
  'change.actor_id': 'the history of a group or an organization is theirs',
  'attachment.removed_by': 'keeps it possible to restore an attachment for a moment',
  'upload.person_id': 'a file that is being uploaded; gone after a day, or attached',
  'sight_ended.author_id':
    'where an item was seen until it was moved or thrown away; the item itself is in the export',
  'comment.trashed_by': 'what somebody did to a comment; in the history of the group',
  'container.trashed_by': 'about the folder',
  'container.internal_only_by': 'about the folder',
  'workgroup.created_by': 'about the group',
  'workgroup.archived_by': 'about the group',
  'workgroup.deleted_by': 'about the group',
  'group_nesting.brought_by': 'about the groups',
  'invitation.withdrawn_by': 'what a group’s administrator did',
  'join_request.decided_by': 'what a group’s administrator did',
  'join_request.asked_by':
    'who governs the group and wanted somebody in; in the history of the group',
  'successor.named_by': 'the group’s administrator',
  'access_request.answered_by': 'what somebody else decided',
  'case_share.given_by': 'who shared a case; in its log',
  'hand_over_offer.administrator_id': 'the group’s administrator',
  'hand_over_offer.offered_by': 'the group’s administrator, or somebody who governs it',
  'kept_out.person_id': 'who is kept out, and why, is for those who govern the group (J7)',
  'kept_out.kept_out_by': 'what a group’s administrator did; in the history of the group',
  'not_through_nesting.person_id': 'that a group’s administrator was not asked yet',
  'seat_question.administrator_id':
    'a question to a group’s administrator; in the history of the group',
  'seat_question.asked_by': 'what somebody who governs did; in the history of the group',
  'person_deletion.asked_by': 'oneself, or an admin',
  'blocked_inviter.inviter_id': 'who blocked somebody is not for them to know (J5)',
  'blocked_sender.person_id': 'who blocked somebody is not for them to know (S1)',
  'sponsor_reminder.person_id': 'which mails a sponsor was sent about a guest',
  'viewing.person_id': 'an administrator looked at their group, reading what they may read anyhow',
  'flat_membership.person_id': 'memberships once more, worked out',
  'idempotency_key.person_id':
    'keeps a request that is sent twice from being done twice; gone after a day',
}
