/** Files are listed when somebody asks for them, and not before: every look is on record. */
import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts';

export const AttachmentsOnDemand = ({ children }: { children: ReactNode }) => {
  const t = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Button data-testid="attachments" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {t.attachments.title}
      </Button>
      {shown && children}
    </>
  );
};
