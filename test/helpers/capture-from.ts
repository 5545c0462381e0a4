import type { CredentialSecret, Limits } from '@netraven/common/message';
import {
  type CaptureReport,
  type CaptureRequest,
  captureDevice,
} from '../../packages/executor/src/capture/capture-device.ts';
import { PASSWORD, USERNAME } from './start-ssh-device.ts';

export const testLimits: Limits = {
  connectMs: 5_000,
  authMs: 5_000,
  idleMs: 5_000,
  sessionMs: 20_000,
  outputBytes: 64 * 1024 * 1024,
  shrinkShare: 0.5,
};

export function makeCredential(
  secret: CredentialSecret = { password: PASSWORD },
  username = USERNAME,
  name = username,
) {
  return { name, username, secret };
}

/** Captures a device with the test's credential and limits, unless the test says otherwise. */
export async function captureFrom(
  device: { readonly host: string; readonly port: number },
  changes: Partial<Omit<CaptureRequest, 'limits'>> & {
    readonly platform?: string;
    readonly limits?: Partial<Limits>;
  } = {},
): Promise<CaptureReport> {
  const { platform = 'cisco_ios', limits = {}, ...rest } = changes;
  return await captureDevice({
    device: { name: 'rtr-1', host: device.host, port: device.port, platform },
    credentials: [makeCredential()],
    jumps: [],
    hostKey: { policy: 'trust-on-first-use', pinned: [] },
    algorithms: 'modern',
    signal: new AbortController().signal,
    mayWrite: () => true,
    ...rest,
    limits: { ...testLimits, ...limits },
  });
}

/** Code and message of a failed session; fails the caller's test with the capture's text otherwise. */
export function failureOf(report: CaptureReport): { code: string; message: string } {
  if (report.kind === 'captured') throw new Error(`captured ${report.capture.text.length} characters`);
  return { code: report.error.code, message: report.error.message.replace(/127\.0\.0\.1:\d+/, 'DEVICE') };
}
