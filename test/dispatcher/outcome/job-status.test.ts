import test from 'ava';
import { closedStatus } from '../../../packages/dispatcher/src/outcome/job-status.ts';

test('a job is closed by the outcomes of its tasks', (t) => {
  t.is(closedStatus({ changed: 1, unchanged: 2, superseded: 1, coalesced: 1 }, false), 'COMPLETED_SUCCESS');
  t.is(closedStatus({ changed: 1, failed: 1 }, false), 'COMPLETED_PARTIAL_FAILURE');
  t.is(closedStatus({ unchanged: 1, quarantined: 1 }, false), 'COMPLETED_PARTIAL_FAILURE');
  t.is(closedStatus({ failed: 2, quarantined: 1 }, false), 'COMPLETED_FAILURE');
  t.is(closedStatus({}, false), 'COMPLETED_NO_DEVICES');
});

test('a cancelled job is cancelled whatever its tasks came to', (t) => {
  t.is(closedStatus({ changed: 3 }, true), 'CANCELLED');
  t.is(closedStatus({ cancelled: 3 }, true), 'CANCELLED');
  t.is(closedStatus({}, true), 'CANCELLED');
});
