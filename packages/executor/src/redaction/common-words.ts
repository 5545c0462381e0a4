/**
 * Words that stand in configurations whether or not they are somebody's password: default passwords and communities,
 * vendors, and the vocabulary of command lines. In lower case, six characters or more; shorter ones are weak anyway.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwd passphrase passw0rd secret secrets private public community communities default changeme
  letmein welcome qwerty qwertz iloveyou monkey dragon master sunshine princess football superman trustno1 abc123
  admin123 root123 cisco123 test123 administrator operator manager monitor guest support supervisor security
  netadmin sysadmin netops readonly readwrite read-only read-write superuser privilege privileged enable enabled
  disable disabled console telnet router routers switch switches firewall gateway network networks internet
  intranet server servers service services client clients system systems interface interfaces address addresses
  backup backups access accounting authentication authorization authenticate authorized unauthorized encrypted
  encryption cipher cleartext plaintext hash hashed sha256 sha512 username hostname domain description default
  management manage primary secondary tertiary remote local global external internal inside outside trusted
  untrusted uplink downlink ethernet gigabitethernet tengigabitethernet fastethernet loopback tunnel bridge bridged
  routing static dynamic connected kernel metric priority timeout interval version number format active passive
  standby master backup slave permit accept reject denied discard forward forwarding shutdown vlan10 native trunking
  spanning-tree channel portchannel member members policy policies profile profiles filter filters prefix object
  objects source destination protocol protocols session sessions traffic record export import update updates logging
  syslog message messages debug informational warning errors critical emergency notice notification notifications
  accounts account session tacacs radius kerberos certificate certificates crypto isakmp ipsec keyring keychain
  key-string key-chain shared preshared pre-shared pre-shared-key wireless wpa-psk wpa2psk vendor device devices
  cisco1 juniper junos1 arista fortinet fortigate mikrotik routeros ubiquiti ubnt123 huawei aruba1 extreme brocade
  foundry netgear dlink1 tplink zyxel1 paloalto checkpoint sonicwall vyatta vyos12 opnsense pfsense nokia1 ericsson
  company office branch campus datacenter region headquarters london berlin munich newyork paris1 tokyo1 sydney
  oxidized rancid netraven netbox librenms nagios zabbix ansible solarwinds prometheus grafana
  monday tuesday wednesday thursday friday saturday sunday january february march1 april1 august september october
  november december spring summer autumn winter
  string integer boolean number value values option options enter return status state states result results
  general standard extended expanded advanced simple normal custom common unknown any-any everyone nobody
  unlimited maximum minimum length limited required optional automatic manual always never
  `
    .trim()
    .split(/\s+/),
);
