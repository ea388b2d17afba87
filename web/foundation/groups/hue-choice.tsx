import { Check } from 'lucide-react'
import { useId } from 'react'
import { hues } from '../../kernel/hues.ts'
import { useWords } from '../../kernel/words.ts'
import styles from './groups.module.css'
import { words } from './words.ts'

/** The first of the hues that the fewest of these spaces have: spaces beside each other in the bar differ. */
export function freeHue(spaces: readonly { hue: number | null; archived: boolean }[]): number {
  const used = (hue: number) =>
    spaces.filter((space) => space.hue === hue && !space.archived).length
  return hues.toSorted((a, b) => used(a) - used(b))[0]!
}

/** Twelve colours, always with their names. */
export function HueChoice({ value, onChange }: { value: number; onChange: (hue: number) => void }) {
  const w = useWords(words).describe
  const id = useId()
  return (
    <fieldset className={styles.hues} data-field="hue" aria-describedby={id}>
      <legend>{w.hue}</legend>
      <div>
        {hues.map((hue) => (
          <label key={hue} data-hue={hue} className={styles.hue}>
            <input
              type="radio"
              name={`${id}-hue`}
              checked={hue === value}
              onChange={() => onChange(hue)}
            />
            <Check size={16} aria-hidden />
            <span className="for-readers-only">{w.hueName(hue)}</span>
          </label>
        ))}
      </div>
      <p id={id} className={styles.help}>
        {w.hueHelp}
      </p>
    </fieldset>
  )
}
