import type { LucideIcon } from 'lucide-react'
import { FileText, Folder } from 'lucide-react'
import { createContext, use } from 'react'
import { eventWords } from './events.ts'
import type { Language } from './language.ts'
import { useReader } from './language.ts'
import type { NounWords } from './nouns.ts'
import type { WebKind, WebTool } from './pages.ts'
import { en, fr, wordsIn } from './words.ts'

export const ToolsContext = createContext<readonly WebTool[]>([])

/** All tools of this instance, in the order of the rail; `web/app/tools.ts` lists them. */
export const useTools = (): readonly WebTool[] => use(ToolsContext)

/** A tool of this instance by its name. */
export function useTool(name: string): WebTool {
  const tool = useTools().find((each) => each.name === name)
  if (!tool) throw new Error(`There is no tool ${name}`)
  return tool
}

interface Kinded {
  tool: string
  kind: string
}

/** Returns the displayed name of a tool; for one that this instance does not have, its identifier. */
export function useToolName(): (tool: string) => string {
  const tools = useTools()
  const { language } = useReader()
  return (tool) => tools.find(({ name }) => name === tool)?.words[language].name ?? tool
}

/** Returns the name of the container of an item; a root has none, and is called as its tool. */
export function usePlaceName(): (item: { tool: string; container: { name: string } }) => string {
  const toolName = useToolName()
  return ({ tool, container }) => container.name || toolName(tool)
}

/** Returns the displayed name of a kind of items, of one tool or of any; for an unknown kind, its identifier. */
export function useItemsName(): (kind: string, tool?: string) => string {
  const tools = useTools()
  const { language } = useReader()
  return (kind, tool) => {
    const found = tools.find(({ name, items }) => (tool ?? name) === name && items[kind])
    return found?.items[kind]?.words[language].several ?? kind
  }
}

/** The words that follow from the noun of a kind of items. */
export function useNoun(tool: string, kind: string): NounWords {
  const { language } = useReader()
  return wordsIn(useTool(tool).items[kind]!.words, language)
}

/** The icon of a container or an item, by its kind. */
export function useKindIcon(): (thing: Kinded) => LucideIcon {
  const tools = useTools()
  return (thing) => kindIn(tools, thing)?.icon ?? (isFolder(thing) ? Folder : FileText)
}

/** What somebody did with an item, in the verbs of its kind: “wrote in”. */
export function useVerb(): (event: string, item: Partial<Nullable<Kinded>>) => string {
  const tools = useTools()
  const { language } = useReader()
  return (event, { tool, kind }) => {
    const own = tools.find(({ name }) => name === tool)?.items[kind ?? '']?.home?.[event]
    return (own ?? eventWords(event)?.home)?.[language] ?? ''
  }
}

const items: Record<Language, (count: number) => string> = {
  en: (count) => en(count, 'item'),
  fr: (count) => fr(count, 'élément'),
}

/** Several items, in the words of their kind: “12 notes”; “12 items” where they are of several kinds. */
export function useCounted(): (count: number, of: Nullable<Kinded>) => string {
  const tools = useTools()
  const { language } = useReader()
  return (count, { tool, kind }) => {
    const own = tools.find(({ name }) => name === tool)?.items[kind ?? '']
    return (own?.words[language].count ?? items[language])(count)
  }
}

type Nullable<Of> = { [Field in keyof Of]: Of[Field] | null }

function kindIn(tools: readonly WebTool[], { tool, kind }: Kinded): WebKind | undefined {
  const found = tools.find(({ name }) => name === tool)
  return found?.containers[kind] ?? found?.items[kind]
}

function isFolder({ kind }: Kinded): boolean {
  return kind === 'folder' || kind === 'root'
}
