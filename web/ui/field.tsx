import { CircleAlert } from 'lucide-react'
import type {
  InputHTMLAttributes,
  ReactNode,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react'
import { useId, useState } from 'react'
import { useWords } from '../kernel/words.ts'
import { Button } from './button.tsx'
import styles from './field.module.css'
import { words } from './words.ts'

export type FieldFrame = {
  label: ReactNode
  help?: ReactNode
  error?: string | undefined
  optional?: boolean
}

type ControlProps = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

type FieldProps = FieldFrame & { name?: string; children: (control: ControlProps) => ReactNode }

/** Label above, help below the control, error between them; linked for screen readers. */
export function Field({ label, help, error, optional, name, children }: FieldProps) {
  const w = useWords(words)
  const id = useId()
  const told = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(' ')
  return (
    <div className={styles.field} data-field={name}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && <span className={styles.optional}>{w.optional}</span>}
      </label>
      {children({
        id,
        'aria-describedby': told || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          <CircleAlert size={14} aria-hidden /> {error}
        </p>
      )}
      {help && (
        <p className={styles.help} id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}

type Bound<Element> = FieldFrame & {
  name: string
  value: string
  onChange: (value: string) => void
} & Omit<Element, 'value' | 'onChange' | 'name' | 'children'>

type TextFieldProps = Bound<InputHTMLAttributes<HTMLInputElement>> & {
  short?: boolean
  /** Inside the field, at its end: a small button. */
  trail?: ReactNode
}

export function TextField(props: TextFieldProps) {
  const { label, help, error, optional, name, value, onChange, short, trail, ...rest } = props
  const names = [styles.input, short && styles.short, trail && styles.withTrail]
  const input = (control: ControlProps) => (
    <input
      type="text"
      {...rest}
      {...control}
      name={name}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={names.filter(Boolean).join(' ')}
    />
  )
  return (
    <Field {...{ label, help, error, optional: optional ?? false, name }}>
      {(control) =>
        trail ? (
          <div className={styles.box}>
            {input(control)}
            <span className={styles.trail}>{trail}</span>
          </div>
        ) : (
          input(control)
        )
      }
    </Field>
  )
}

export function TextArea(props: Bound<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const { label, help, error, optional, name, value, onChange, ...rest } = props
  return (
    <Field {...{ label, help, error, optional: optional ?? false, name }}>
      {(control) => (
        <textarea
          rows={3}
          {...rest}
          {...control}
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={styles.input}
        />
      )}
    </Field>
  )
}

type SelectFieldProps = Bound<SelectHTMLAttributes<HTMLSelectElement>> & {
  options: readonly { value: string; label: string }[]
}

export function SelectField(props: SelectFieldProps) {
  const { label, help, error, optional, name, value, onChange, options, ...rest } = props
  return (
    <Field {...{ label, help, error, optional: optional ?? false, name }}>
      {(control) => (
        <select
          {...rest}
          {...control}
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${styles.input} ${styles.short}`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** The browser's own date picker: familiar, in the user's language, usable by keyboard. */
export function DateField(props: Omit<TextFieldProps, 'type' | 'short'>) {
  return <TextField {...props} type="date" short />
}

export function PasswordField(props: Omit<TextFieldProps, 'type' | 'short' | 'trail'>) {
  const w = useWords(words)
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="off"
      trail={
        <Button small look="quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? w.hide : w.show}
        </Button>
      }
    />
  )
}
