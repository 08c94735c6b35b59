/** The risk level as letter and colour; the letter alone must be enough. */
import { Tag } from 'antd';

const colours: Record<string, string> = {
  R1: '#b3261e',
  R2: '#a04a00',
  R3: '#6b5900',
  R4: '#0b5cad',
  R0: '#50606f',
};

export const Risk = ({ level }: { level: string }) => (
  <Tag color={colours[level] ?? '#50606f'} style={{ fontWeight: 600 }}>
    {level}
  </Tag>
);
