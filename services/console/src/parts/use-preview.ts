/**
 * Asks for the route while the operator types: after a pause, the latest answer wins, an older one is dropped.
 * A field that is only half typed is left out and asked again, so that the route is seen all the same.
 */
import { useEffect, useState } from 'react';
import { post, Refused } from '../api';
import { unfinishedIn, withoutFields } from '../report-draft';
import type { ReportBody } from '../report-draft';
import type { FieldError, Preview, Suggestion } from '../wire';

/** Long enough not to ask for each character, short enough to be there before she looks up. */
const pauseMs = 300;
/** After a lost answer; the line is mostly back within seconds. */
const retryMs = 3_000;

interface Answer {
  preview: Preview | undefined;
  errors: readonly FieldError[];
}

const previewOf = (body: ReportBody): Promise<Preview> => post<Preview>('/api/intake/route-previews', body);

const ask = async (typed: ReportBody): Promise<Answer> => {
  const unfinished = unfinishedIn(typed);
  const body = withoutFields(typed, unfinished);
  try {
    return { preview: await previewOf(body), errors: unfinished };
  } catch (error) {
    if (!(error instanceof Refused) || error.errors.length === 0) throw error;
    const preview = await previewOf(withoutFields(body, error.errors));
    return { preview, errors: [...unfinished, ...error.errors] };
  }
};

export interface LivePreview extends Answer {
  /** the report as it would be sent now */
  body: ReportBody;
  /** the narrative that it was made of */
  narrative: string;
  /** `current`: made of what stands in the form now */
  state: 'empty' | 'asking' | 'current' | 'failed';
}

interface Kept extends Answer {
  madeOf: string;
  failed: boolean;
}

const nothing: Kept = { preview: undefined, errors: [], madeOf: '', failed: false };

const narrativeIn = (madeOf: string): string =>
  madeOf === '' ? '' : String((JSON.parse(madeOf) as ReportBody)['narrative']);

/** @param bodyOf the report as it would be sent, over what the latest preview suggested */
export const usePreview = (bodyOf: (seen: readonly Suggestion[]) => ReportBody): LivePreview => {
  const [kept, setKept] = useState<Kept>(nothing);
  const body = bodyOf(kept.preview?.children.map(({ suggestion }) => suggestion) ?? []);
  const [tries, setTries] = useState(0);
  const wanted = JSON.stringify(body);
  const isEmpty = String(body['narrative']).trim() === '';
  useEffect(() => {
    if (isEmpty) return setKept(nothing);
    let latest = true;
    const timer = setTimeout(() => {
      ask(JSON.parse(wanted) as ReportBody).then(
        (answer) => latest && setKept({ ...answer, madeOf: wanted, failed: false }),
        // the last good preview stays on screen, marked as such
        () => latest && setKept((before) => ({ ...before, failed: true })),
      );
    }, pauseMs);
    return () => {
      latest = false;
      clearTimeout(timer);
    };
  }, [wanted, isEmpty, tries]);
  useEffect(() => {
    if (!kept.failed) return;
    const timer = setTimeout(() => setTries((before) => before + 1), retryMs);
    return () => clearTimeout(timer);
  }, [kept]);
  const { preview, errors, madeOf, failed } = kept;
  const answered = failed ? 'failed' : madeOf === wanted ? 'current' : 'asking';
  return { body, preview, errors, narrative: narrativeIn(madeOf), state: isEmpty ? 'empty' : answered };
};
