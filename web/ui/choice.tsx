import type { LucideIcon } from 'lucide-react'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import styles from './field.module.css'

export type Option<Value extends string> = {
  value: Value
  label: ReactNode
  help?: ReactNode
  icon?: LucideIcon
  /** Why this cannot be chosen. */
  reason?: string | undefined
}

type ChoiceProps<Value extends string> = {
  label: ReactNode
  name: string
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
  help?: ReactNode
  error?: string | undefined
  columns?: boolean
}

/** A choice of one among a few, as cards: each option is read together with its consequence. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, name, value, options, onChange, help, error, columns } = props
  const id = useId()
  return (
    <fieldset
      className={styles.field}
      data-field={name}
      aria-describedby={help ? `${id}-help` : undefined}
    >
      <legend className={styles.label}>{label}</legend>
      {help && (
        <p className={`${styles.help} ${styles.helpAbove}`} id={`${id}-help`}>
          {help}
        </p>
      )}
      <div className={columns ? `${styles.choices} ${styles.columns}` : styles.choices}>
        {options.map((option) => (
          <label key={option.value} className={styles.choice}>
            <input
              type="radio"
              className={styles.mark}
              name={`${id}-${name}`}
              value={option.value}
              checked={option.value === value}
              disabled={Boolean(option.reason)}
              aria-labelledby={`${id}-${option.value}`}
              aria-describedby={`${id}-${option.value}-help`}
              onChange={() => onChange(option.value)}
            />
            <span className={styles.choiceLabel} id={`${id}-${option.value}`}>
              {option.icon && <option.icon size={16} aria-hidden />}
              {option.label}
            </span>
            {(option.reason ?? option.help) && (
              <span className={styles.choiceHelp} id={`${id}-${option.value}-help`}>
                {option.reason ?? option.help}
              </span>
            )}
          </label>
        ))}
      </div>
      {error && (
        <p className={styles.error}>
          <CircleAlert size={14} aria-hidden /> {error}
        </p>
      )}
    </fieldset>
  )
}

type SwitchProps = {
  label: ReactNode
  help?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

/** A switch that takes effect immediately. */
export function Switch({ label, help, checked, onChange, disabled }: SwitchProps) {
  const id = useId()
  return (
    <label className={styles.switchRow}>
      <span className={styles.label} id={`${id}-label`}>
        {label}
      </span>
      <input
        type="checkbox"
        role="switch"
        className={styles.switch}
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      {help && (
        <span className={styles.help} id={`${id}-help`}>
          {help}
        </span>
      )}
    </label>
  )
}

type SomeProps<Value> = {
  label: ReactNode
  name: string
  values: readonly Value[]
  options: readonly { value: Value; label: string }[]
  onChange: (values: Value[]) => void
  help?: ReactNode
  /** The most that can be chosen. */
  most?: number
}

/** A choice of several among a few, in the order of the options. */
export function Some<Value>(props: SomeProps<Value>) {
  const { label, name, values, options, onChange, help, most = options.length } = props
  const id = useId()
  const toggle = (value: Value, on: boolean) =>
    onChange(
      options
        .map((each) => each.value)
        .filter((each) => (each === value ? on : values.includes(each))),
    )
  return (
    <fieldset
      className={styles.field}
      data-field={name}
      aria-describedby={help ? `${id}-help` : undefined}
    >
      <legend className={styles.label}>{label}</legend>
      <div className={styles.some}>
        {options.map((option) => (
          <Check
            key={option.label}
            label={option.label}
            checked={values.includes(option.value)}
            disabled={!values.includes(option.value) && values.length >= most}
            onChange={(on) => toggle(option.value, on)}
          />
        ))}
      </div>
      {help && (
        <p className={styles.help} id={`${id}-help`}>
          {help}
        </p>
      )}
    </fieldset>
  )
}

type CheckProps = SwitchProps & { mixed?: boolean; hideLabel?: boolean }

export function Check({
  label,
  help,
  checked,
  mixed = false,
  onChange,
  disabled,
  hideLabel,
}: CheckProps) {
  const box = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed
  }, [mixed])
  return (
    <label className={styles.check}>
      <input
        ref={box}
        type="checkbox"
        className={`${styles.mark} ${styles.tick}`}
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={hideLabel ? 'for-readers-only' : undefined}>
        <span id={`${id}-label`}>{label}</span>
        {help && (
          <span className={styles.help} id={`${id}-help`}>
            {help}
          </span>
        )}
      </span>
    </label>
  )
}
