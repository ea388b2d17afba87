import { Page } from '../ui/page.tsx'
import { useWords } from '../kernel/words.ts'
import { words } from './words.ts'

export function HomePage() {
  const w = useWords(words)
  return (
    <Page title={w.home}>
      <p />
    </Page>
  )
}
