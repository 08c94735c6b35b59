/** What a coordinator registers of a letter: how it went, who signed, that it came back, that it is not needed. */
import { Input } from 'antd';
import { useState } from 'react';
import { serverNow } from '../api';
import { useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import { ActForm } from './act-form';
import { countyDay } from './due';
import { Field } from './field';
import type { LetterAct, OpenLetter } from './use-letters';

export type LetterDeed = 'send' | 'receive' | 'giveBack' | 'waive';

interface Draft {
  how: string;
  trackingNo: string;
  on: string;
  signedBy: string;
  taken: string;
  reason: string;
  note: string;
}

type DraftField = Exclude<keyof Draft, 'note'>;

const newDraft = (): Draft => ({
  how: 'post',
  trackingNo: '',
  on: countyDay(serverNow()),
  signedBy: '',
  taken: 'accepted',
  reason: 'moved_away',
  note: '',
});

interface Asked {
  fields: readonly DraftField[];
  note: 'none' | 'optional' | 'needed';
  actOf: (draft: Draft) => LetterAct;
}

const filled = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() === '' ? {} : ({ [name]: text.trim() } as Partial<Record<K, string>>);

const asked: Record<LetterDeed, Asked> = {
  send: {
    fields: ['how', 'trackingNo'],
    note: 'none',
    actOf: ({ how, trackingNo }) => ({
      name: 'record-sent',
      body: { how, ...filled('trackingNo', trackingNo) },
    }),
  },
  receive: {
    fields: ['on', 'signedBy', 'taken'],
    note: 'optional',
    actOf: ({ on, signedBy, taken, note }) => ({
      name: 'record-receipt',
      body: { on, signedBy: signedBy.trim(), refused: taken === 'refused', ...filled('note', note) },
    }),
  },
  giveBack: {
    fields: ['on', 'reason'],
    note: 'none',
    actOf: ({ on, reason }) => ({ name: 'record-undelivered', body: { on, reason } }),
  },
  waive: {
    fields: [],
    note: 'needed',
    actOf: ({ note }) => ({ name: 'waive', body: { reason: note.trim() } }),
  },
};

const choicesOf = (field: DraftField, { letters }: Texts): Record<string, string> | undefined => {
  if (field === 'how') return letters.ways;
  if (field === 'reason') return letters.reasons;
  return field === 'taken' ? { accepted: letters.accepted, refused: letters.refused } : undefined;
};

interface EntryProps {
  field: DraftField;
  value: string;
  onChange: (value: string) => void;
}

const Entry = ({ field, value, onChange }: EntryProps) => {
  const t = useTexts();
  const choices = choicesOf(field, t);
  return (
    <Field name={field} label={t.letters[field]} errors={[]}>
      {(control) =>
        choices ? (
          <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            {Object.entries(choices).map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        ) : (
          <Input
            {...control}
            type={field === 'on' ? 'date' : 'text'}
            maxLength={field === 'signedBy' ? 60 : 40}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
};

interface LetterFormProps extends Pick<OpenLetter, 'act' | 'busy'> {
  deed: LetterDeed;
  onLeave: () => void;
}

export const LetterForm = ({ deed, act, busy, onLeave }: LetterFormProps) => {
  const t = useTexts();
  const [draft, setDraft] = useState(newDraft);
  const { fields, note, actOf } = asked[deed];
  const isReady =
    (note !== 'needed' || draft.note.trim() !== '') &&
    (!fields.includes('signedBy') || draft.signedBy.trim() !== '') &&
    (!fields.includes('on') || draft.on !== '');
  return (
    <ActForm
      title={t.letters[deed]}
      noteLabel={note === 'needed' ? `${t.reason} *` : t.letters.remark}
      body={isReady ? () => actOf(draft) : undefined}
      note={note === 'none' ? undefined : draft.note}
      onNote={(text) => setDraft({ ...draft, note: text })}
      onSend={(body) => void act(body as LetterAct).then((done) => done && onLeave())}
      {...{ busy, onLeave }}
    >
      {fields.map((field) => (
        <Entry
          key={field}
          field={field}
          value={draft[field]}
          onChange={(value) => setDraft({ ...draft, [field]: value })}
        />
      ))}
    </ActForm>
  );
};
