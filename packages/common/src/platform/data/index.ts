import type { PlatformData } from '../platform.ts';
import { a10 } from './a10.ts';
import { alcatelAos } from './alcatel-aos.ts';
import { alliedTelesisAwplus } from './allied-telesis-awplus.ts';
import { aristaEos } from './arista-eos.ts';
import { arubaAoscx } from './aruba-aoscx.ts';
import { arubaInstant, arubaOs } from './aruba-os.ts';
import { checkpointGaia } from './checkpoint-gaia.ts';
import { ciscoAsa } from './cisco-asa.ts';
import { ciscoFtd } from './cisco-ftd.ts';
import { ciscoIos } from './cisco-ios.ts';
import { ciscoNxos } from './cisco-nxos.ts';
import { ciscoS300 } from './cisco-s300.ts';
import { ciscoWlc } from './cisco-wlc.ts';
import { ciscoXr } from './cisco-xr.ts';
import { cumulusLinux } from './cumulus-linux.ts';
import { dellOs6, dellOs9, dellOs10 } from './dell.ts';
import { extremeExos } from './extreme-exos.ts';
import { extremeSlx } from './extreme-slx.ts';
import { extremeVsp } from './extreme-vsp.ts';
import { f5Tmsh } from './f5-tmsh.ts';
import { broadcomIcos, netgearProsafe, ubiquitiEdgeswitch } from './fastpath.ts';
import { fortinet } from './fortinet.ts';
import { extremeNetiron, ruckusFastiron } from './foundry.ts';
import { frr } from './frr.ts';
import { generic } from './generic.ts';
import { hpComware, huawei, huaweiSmartax } from './hp-comware.ts';
import { hpProcurve } from './hp-procurve.ts';
import { adtranOs, ciscoViptela, edgecore, fiberstoreFsos, ruijieOs, zteZxros } from './ios-like.ts';
import { juniperJunos } from './juniper-junos.ts';
import { linux } from './linux.ts';
import { mellanoxMlnxos } from './mellanox-mlnxos.ts';
import { mikrotikRouteros } from './mikrotik-routeros.ts';
import { netscaler } from './netscaler.ts';
import { nokiaSros } from './nokia-sros.ts';
import {
  cienaSaos,
  dellSonic,
  dlinkDs,
  extremeErs,
  juniperScreenos,
  tnsr,
  tplinkJetstream,
  watchguardFireware,
} from './other-vendors.ts';
import { paloaltoPanos } from './paloalto-panos.ts';
import { opnsense, pfsense } from './pfsense.ts';
import { sonicos } from './sonicos.ts';
import { ubiquitiEdgerouter } from './ubiquiti-edgerouter.ts';
import { vyos } from './vyos.ts';

/** Every platform netraven brings along. */
export const platformData: readonly PlatformData[] = [
  a10,
  adtranOs,
  alcatelAos,
  alliedTelesisAwplus,
  aristaEos,
  arubaAoscx,
  arubaInstant,
  arubaOs,
  broadcomIcos,
  checkpointGaia,
  cienaSaos,
  ciscoAsa,
  ciscoFtd,
  ciscoIos,
  ciscoNxos,
  ciscoS300,
  ciscoViptela,
  ciscoWlc,
  ciscoXr,
  cumulusLinux,
  dellOs10,
  dellOs6,
  dellOs9,
  dellSonic,
  dlinkDs,
  edgecore,
  extremeErs,
  extremeExos,
  extremeNetiron,
  extremeSlx,
  extremeVsp,
  f5Tmsh,
  fiberstoreFsos,
  fortinet,
  frr,
  generic,
  hpComware,
  hpProcurve,
  huawei,
  huaweiSmartax,
  juniperJunos,
  juniperScreenos,
  linux,
  mellanoxMlnxos,
  mikrotikRouteros,
  netgearProsafe,
  netscaler,
  nokiaSros,
  opnsense,
  paloaltoPanos,
  pfsense,
  ruckusFastiron,
  ruijieOs,
  sonicos,
  tnsr,
  tplinkJetstream,
  ubiquitiEdgerouter,
  ubiquitiEdgeswitch,
  vyos,
  watchguardFireware,
  zteZxros,
];
