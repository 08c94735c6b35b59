/**
 * Keeps the open report on the server while it is typed. Guarantee: nothing waits for it, a save that fails is tried
 * again and only told by a sign; what was continued on another machine is not written over.
 */
import { useEffect, useRef, useState } from 'react';
import { get, put, Refused } from '../api';
import type { DraftLine, KeptReport, OpenedDraft } from '../kept-report';
import { hasContent } from '../report-draft';
import type { ReportDraft } from '../report-draft';

export type DraftSign = 'saved' | 'failed' | 'elsewhere' | 'full';

/** From the first change that the server does not have: what a crash can cost. */
const saveAfterMs = 1_500;
const retryAfterMs = 10_000;

const signOf: Readonly<Record<string, DraftSign>> = { version_stale: 'elsewhere', too_many_drafts: 'full' };

const pathOf = (key: string): string => `/api/intake/drafts/${key}`;

/** @returns the version that the server has now */
const save = async ({ draft, key, version }: KeptReport): Promise<number> => {
  try {
    const line = await put<DraftLine>(pathOf(key), { content: draft }, { 'if-match': `"${version}"` });
    return line.version;
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'version_stale') throw error;
    // its own save, whose answer was lost, is no other machine's
    const there = await get<OpenedDraft>(pathOf(key));
    if (JSON.stringify(there.content) !== JSON.stringify(draft)) throw error;
    return there.version;
  }
};

interface Saving {
  kept: KeptReport;
  /** it is being sent, or was accepted */
  isOver: boolean;
  onSaved: (draft: ReportDraft, key: string, version: number) => void;
}

export const useDraftSaving = ({ kept, isOver, onSaved }: Saving): DraftSign | undefined => {
  const [told, setTold] = useState<{ key: string; sign: DraftSign; tries: number }>();
  const latest = useRef({ kept, onSaved });
  useEffect(() => {
    latest.current = { kept, onSaved };
  });
  const { key, unsaved } = kept;
  const sign = told?.key === key ? told.sign : undefined;
  const isWanted = unsaved && !isOver && sign !== 'elsewhere' && (kept.version > 0 || hasContent(kept.draft));

  useEffect(() => {
    if (!isWanted) return;
    const tell = (next: DraftSign) =>
      setTold((before) => ({ key, sign: next, tries: (before?.tries ?? 0) + 1 }));
    const timer = setTimeout(
      () => {
        const { kept: sent } = latest.current;
        save(sent).then(
          (version) => {
            latest.current.onSaved(sent.draft, sent.key, version);
            tell('saved');
          },
          (error: unknown) => tell((error instanceof Refused && signOf[error.code]) || 'failed'),
        );
      },
      sign === undefined || sign === 'saved' ? saveAfterMs : retryAfterMs,
    );
    return () => clearTimeout(timer);
  }, [isWanted, key, sign, told?.tries]);

  return sign;
};
