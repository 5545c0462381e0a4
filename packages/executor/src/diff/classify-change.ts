import type { ChangeClass } from '@netraven/common/message';

export function classifyChange(previous: string, current: string): ChangeClass {
  return previous === current ? 'insignificant' : 'significant';
}
