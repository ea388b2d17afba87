import type { Context } from '../../kernel/context.ts'
import { ownTables } from './own-tables.ts'

/** The README of the export: its content, in the reader's language. */
export function readme(ctx: Context): string {
  const { language } = ctx
  const tools = ctx.house.tools.map(({ name }) => `- \`${name}/\``)
  const data = ownTables.map(({ file, says }) => `- \`data/${file}.json\`: ${says[language]}`)
  return `${(language === 'fr' ? french : english)(tools.join('\n'), data.join('\n'), ctx.now)}\n`
}

const english = (tools: string, data: string, now: Date) => `# Your data in Atelier

Written on ${now.toISOString().slice(0, 10)}. Everything is text, pictures and JSON: no program of ours is needed to read it.

- \`profile.json\`: who you are here, and your settings
- \`picture.webp\`: your picture, if you have one

## What you wrote

One folder for each tool, and in it one for each space:

${tools}

Everything in your private space is there, its trash too. Of groups it is what you wrote and may still read. Documents are Markdown, or
what their tool writes; their files lie beside them. A \`.jsonl\` file beside a document of your private space also holds its versions.

## About you

${data}

Not in here: what others wrote, the histories of groups and organizations, passwords, and secrets of tokens. What you typed without a
connection and what was not sent yet lies only in your browser.`

const french = (tools: string, data: string, now: Date) => `# Vos données dans Atelier

Écrit le ${now.toISOString().slice(0, 10)}. Tout est en texte, images et JSON : aucun de nos programmes n’est nécessaire pour lire ces fichiers.

- \`profile.json\` : qui vous êtes ici, et vos réglages
- \`picture.webp\` : votre photo, si vous en avez une

## Ce que vous avez écrit

Un dossier par outil, et dans celui-ci un dossier par espace :

${tools}

Tout votre espace privé s’y trouve, corbeille comprise. Pour les groupes, c’est ce que vous avez écrit et pouvez encore lire. Les documents
sont en Markdown, ou dans le format de leur outil ; leurs fichiers sont à côté. Un fichier \`.jsonl\` à côté d’un document de votre
espace privé contient aussi ses versions.

## À votre sujet

${data}

N’y sont pas : ce que d’autres ont écrit, l’historique des groupes et des organisations, les mots de passe et les secrets des jetons. Ce que
vous avez saisi sans connexion et qui n’a pas encore été envoyé se trouve seulement dans votre navigateur.`
