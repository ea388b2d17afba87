import { useParams } from '@tanstack/react-router'

/** The notebook or folder of the address; undefined on *All notes*. */
export function useNotebookParam(): string | undefined {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params['notebook']
}
