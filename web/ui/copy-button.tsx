import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { announce } from '../kernel/announce.ts'
import { useWords } from '../kernel/words.ts'
import { Button, IconButton } from './button.tsx'
import { words } from './words.ts'

type CopyButtonProps = { text: string; label?: string }

export function CopyButton({ text, label }: CopyButtonProps) {
  const w = useWords(words)
  const [done, setDone] = useState(false)
  useEffect(() => {
    if (!done) return undefined
    const timer = setTimeout(() => setDone(false), 2000)
    return () => clearTimeout(timer)
  }, [done])
  const copy = () =>
    void navigator.clipboard.writeText(text).then(() => {
      setDone(true)
      announce(w.copied)
    })
  const icon = done ? Check : Copy
  if (!label)
    return <IconButton small icon={icon} label={done ? w.copied : w.copy} onClick={copy} />
  return (
    <Button icon={icon} onClick={copy}>
      {done ? w.copied : label}
    </Button>
  )
}
