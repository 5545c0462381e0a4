import { z } from 'zod';

const limitCount = z.number().int('must be a whole number').min(0).max(1_000_000);

/** Limits that all executors of a site keep together. */
function limitFields(what: string) {
  return z
    .strictObject({
      sessions: limitCount
        .default(0)
        .describe(`Sessions at once ${what}, by all its executors; 0: no limit.`),
      loginsPerMinute: limitCount
        .default(0)
        .describe(
          `Logins within any minute ${what}, refused ones and those to jump hosts included; spread over it. 0: no limit.`,
        ),
    })
    .prefault({});
}

function overridesOf(what: string, kind: string) {
  return z
    .record(
      z.string(),
      z.strictObject({ sessions: limitCount.optional(), loginsPerMinute: limitCount.optional() }),
    )
    .default({})
    .describe(
      `${what} → its own \`sessions\` and \`loginsPerMinute\`, in place of \`admission.${kind}\`. In the file only.`,
    );
}

/** How much at once, and how often, a site, a credential and a jump host are logged in to; see docs/admission.md. */
export const admissionSchema = z
  .strictObject({
    site: limitFields('of a site'),
    credential: limitFields('under one credential at a site'),
    jumpHost: limitFields('through one jump host from a site'),
    sites: overridesOf('Site', 'site'),
    credentials: overridesOf('Credential', 'credential'),
    jumpHosts: overridesOf('Jump host, by its name in the inventory', 'jumpHost'),
  })
  .prefault({});
