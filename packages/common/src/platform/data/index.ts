import type { PlatformData } from '../platform.ts';
import { a10 } from './a10.ts';
import { adtranOs } from './adtran-os.ts';
import { alcatelAos } from './alcatel-aos.ts';
import { alliedTelesisAwplus } from './allied-telesis-awplus.ts';
import { aristaEos } from './arista-eos.ts';
import { arubaAoscx } from './aruba-aoscx.ts';
import { arubaInstant } from './aruba-instant.ts';
import { arubaOs } from './aruba-os.ts';
import { broadcomIcos } from './broadcom-icos.ts';
import { checkpointGaia } from './checkpoint-gaia.ts';
import { cienaSaos } from './ciena-saos.ts';
import { ciscoAsa } from './cisco-asa.ts';
import { ciscoFtd } from './cisco-ftd.ts';
import { ciscoIos } from './cisco-ios.ts';
import { ciscoNxos } from './cisco-nxos.ts';
import { ciscoS300 } from './cisco-s300.ts';
import { ciscoViptela } from './cisco-viptela.ts';
import { ciscoWlc } from './cisco-wlc.ts';
import { ciscoXr } from './cisco-xr.ts';
import { cumulusLinux } from './cumulus-linux.ts';
import { dellOs6 } from './dell-os6.ts';
import { dellOs9 } from './dell-os9.ts';
import { dellOs10 } from './dell-os10.ts';
import { dellSonic } from './dell-sonic.ts';
import { dlinkDs } from './dlink-ds.ts';
import { edgecore } from './eltex.ts';
import { extremeErs } from './extreme-ers.ts';
import { extremeExos } from './extreme-exos.ts';
import { extremeNetiron } from './extreme-netiron.ts';
import { extremeSlx } from './extreme-slx.ts';
import { extremeVsp } from './extreme-vsp.ts';
import { f5Tmsh } from './f5-tmsh.ts';
import { fiberstoreFsos } from './fiberstore-fsos.ts';
import { fortinet } from './fortinet.ts';
import { frr } from './frr.ts';
import { generic } from './generic.ts';
import { hpComware } from './hp-comware.ts';
import { hpProcurve } from './hp-procurve.ts';
import { huawei } from './huawei.ts';
import { huaweiSmartax } from './huawei-smartax.ts';
import { juniperJunos } from './juniper-junos.ts';
import { juniperScreenos } from './juniper-screenos.ts';
import { linux } from './linux.ts';
import { mellanoxMlnxos } from './mellanox-mlnxos.ts';
import { mikrotikRouteros } from './mikrotik-routeros.ts';
import { netgearProsafe } from './netgear-prosafe.ts';
import { netscaler } from './netscaler.ts';
import { nokiaSros } from './nokia-sros.ts';
import { opnsense } from './opnsense.ts';
import { paloaltoPanos } from './paloalto-panos.ts';
import { pfsense } from './pfsense.ts';
import { ruckusFastiron } from './ruckus-fastiron.ts';
import { ruijieOs } from './ruijie-os.ts';
import { sonicos } from './sonicos.ts';
import { tnsr } from './tnsr.ts';
import { tplinkJetstream } from './tplink-jetstream.ts';
import { ubiquitiEdgerouter } from './ubiquiti-edgerouter.ts';
import { ubiquitiEdgeswitch } from './ubiquiti-edgeswitch.ts';
import { vyos } from './vyos.ts';
import { watchguardFireware } from './watchguard-fireware.ts';
import { zteZxros } from './zte-zxros.ts';

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
