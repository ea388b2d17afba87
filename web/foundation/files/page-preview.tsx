import { readJson } from '../../kernel/api.ts'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { useLoaded } from './loaded.ts'
import styles from './previews.module.css'
import type { PreviewProps } from './preview.tsx'

/** A page that the server made, in a frame in which nothing runs and that reaches nothing. */
export default function PagePreview(props: PreviewProps) {
  const { name, renditions } = props.file
  const made = useLoaded(props, `${renditions}/page`, isMade)
  if (!made) return <ListSkeleton rows={8} />
  return <iframe className={styles.frame} src={`${renditions}/page`} title={name} sandbox="" />
}

/** The frame reads the page itself: asked for first, so that a refusal is said as one. */
async function isMade(address: string, signal: AbortSignal): Promise<true> {
  await readJson(address, signal)
  return true
}
