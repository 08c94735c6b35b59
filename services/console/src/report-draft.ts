/** What is typed at the call desk, and the request body it becomes: empty fields are left out, nothing is guessed. */
export interface ChildDraft {
  key: string;
  name: string;
  sex: 'male' | 'female' | 'unknown';
  birthDate: string;
  ageText: string;
  idNumber: string;
  address: string;
  guardians: string;
  knownChildId?: string;
}

export interface ReportDraft {
  narrative: string;
  channel: string;
  kindText: string;
  name: string;
  phone: string;
  confidential: boolean;
  children: ChildDraft[];
}

export const channels = [
  { value: 'hotline', label: '热线' },
  { value: 'window', label: '窗口' },
  { value: 'visit', label: '走访' },
  { value: 'mandatory_report', label: '强制报告' },
  { value: 'school', label: '学校' },
  { value: 'police', label: '公安' },
];

export const newChild = (): ChildDraft => ({
  key: crypto.randomUUID(),
  name: '',
  sex: 'unknown',
  birthDate: '',
  ageText: '',
  idNumber: '',
  address: '',
  guardians: '',
});

export const emptyDraft = (): ReportDraft => ({
  narrative: '',
  channel: 'hotline',
  kindText: '',
  name: '',
  phone: '',
  confidential: false,
  children: [newChild()],
});

const filled = (record: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [[name, value.trim()]],
    ),
  );

const childBody = ({ key: _key, ...fields }: ChildDraft): Record<string, unknown> => filled({ ...fields });

/** The body of `POST /api/intake/reports` and of its preview. */
export const reportBody = (draft: ReportDraft): Record<string, unknown> => ({
  channel: draft.channel,
  narrative: draft.narrative,
  reporter: {
    ...filled({ kindText: draft.kindText, name: draft.name, phone: draft.phone }),
    confidential: draft.confidential,
  },
  children: draft.children.map(childBody),
});
