/** A secret of one of the device's credentials. */
export interface DeviceCredential {
  readonly username: string;
  readonly password?: string | undefined;
  readonly enable?: string | undefined;
  readonly privateKey?: string | undefined;
  readonly passphrase?: string | undefined;
}
