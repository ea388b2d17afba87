import { useTools } from '../kernel/tools.ts'
import { useReader } from '../kernel/language.ts'
import { useMe } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { useCurrentSpace } from './current-space.ts'
import styles from './keys-help.module.css'
import { usePlacesEverywhere, usePlacesIn } from './navigation.tsx'
import { words } from './words.ts'

export function KeysHelp({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const { space } = useCurrentSpace()
  const places = [...usePlacesEverywhere(useMe()), ...usePlacesIn(space)]
  const { language } = useReader()
  const ofTools = useTools().flatMap(({ keys }) => keys?.[language] ?? [])
  const parts: [string, [label: string, keys: string][]][] = [
    [
      w.keyAlways,
      [
        [w.keyPalette, 'mod+k'],
        [w.keyHelp, '?'],
        [w.keyNew, 'n c'],
        [w.keyBack, 'Escape'],
      ],
    ],
    [w.keyGoes, places.flatMap(({ label, shortcut }) => (shortcut ? [[label, shortcut]] : []))],
    [
      w.keyLists,
      [
        [w.keyNext, 'j k'],
        [w.keyOpen, 'Enter'],
        [w.keySelect, 'x'],
      ],
    ],
    ...ofTools.map(({ title, keys }): (typeof parts)[number] => [
      title,
      Object.entries(keys).map(([key, label]) => [label, key]),
    ]),
  ]
  return (
    <Dialog opened onClose={onClose} title={w.keys}>
      {parts.map(([title, keys]) => (
        <section key={title}>
          <h3 className={styles.title}>{title}</h3>
          <dl className={styles.keys}>
            {keys.map(([label, combination]) => (
              <div key={combination}>
                <dt>{label}</dt>
                <dd>
                  <KeyHint keys={combination} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
