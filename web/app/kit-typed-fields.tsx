import { useState } from 'react'
import { FieldGroup, SideBySide } from '../ui/form.tsx'
import { Section } from '../ui/page.tsx'
import { DayField, MoneyField, PhoneField, TimeField, WebAddressField } from '../ui/typed-field.tsx'

/** Every typed field: filled, and with what it cannot read. */
export function KitTypedFields() {
  return (
    <Section title="Typed fields">
      <SideBySide>
        <TypedFields
          title="Read"
          first={{
            money: '1234.50 EUR',
            day: '2026-03-03',
            time: '12:30',
            page: 'https://example.org/wood',
            phone: '+33612345678',
          }}
        />
        <TypedFields
          title="Not to be read"
          first={{
            money: '1.234',
            day: '31 February',
            time: '25 h',
            page: 'javascript:alert(1)',
            phone: '06 12 34',
          }}
        />
      </SideBySide>
    </Section>
  )
}

type TypedFieldsProps = { title: string; first: Record<string, string> }

function TypedFields({ title, first }: TypedFieldsProps) {
  const [values, setValues] = useState(first)
  const of = (name: string) => ({
    name,
    value: values[name] ?? '',
    onChange: (value: string) => setValues({ ...values, [name]: value }),
  })
  return (
    <FieldGroup title={title}>
      <MoneyField {...of('money')} label="Amount" currency="EUR" />
      <DayField {...of('day')} label="Due" help="A day, as you would say it." optional />
      <TimeField {...of('time')} label="Begins at" />
      <WebAddressField {...of('page')} label="Page" />
      <PhoneField {...of('phone')} label="Telephone" country="FR" />
    </FieldGroup>
  )
}
