import type { KindOf, Protocol } from '../../../shared/domain/check/index.ts';

type FieldOf<P extends Protocol> = keyof KindOf<P>['fields'] & string;
type Label = { [P in Protocol]: `${P}.${FieldOf<P>}` }[Protocol];
/** A check with nothing to fill in says what it does. */
type What = { [P in Protocol]: [FieldOf<P>] extends [never] ? `${P}.what` : never }[Protocol];
/** Options of a choice whose own name says too little. */
type Option = {
  [P in Protocol]: {
    [F in FieldOf<P>]: KindOf<P>['fields'][F] extends { readonly type: 'choice'; readonly options: readonly (infer O extends string)[] }
      ? `${P}.${F}.${O}`
      : never;
  }[FieldOf<P>];
}[Protocol];
type Extra = `${Label}.${'hint' | 'error' | 'inverted'}` | Option | `${Protocol}.points`;

/**
 * What a kind of check asks, by protocol and field; a kind or a field without its text does not compile. `hint` stands under
 * the field, `error` and `inverted` replace the sentence of its type in `resources`, `points` says what decides their number.
 */
export const checks = {
  'host.what': 'CPU、内存、磁盘、文件系统、接口、进程',
  'host.points': '由本机的核、盘、接口、进程数决定',
  'icmp.what': '每周期 3\u00a0个回显请求，记往返时延与丢包率',
  'snmp.port': '端口',
  'snmp.credential': '凭据',
  'snmp.points': '由设备的接口、部件与型号决定',
  'tcp.port': '端口',
  'http.url': '网址',
  'http.statusFrom': '状态码从',
  'http.statusFrom.error': '状态码是 100 至 599 的整数',
  'http.statusFrom.inverted': '起始状态码不能大于结束状态码',
  'http.statusTo': '到',
  'http.statusTo.error': '状态码是 100 至 599 的整数',
  'http.statusAlso': '另接受',
  'http.statusAlso.hint': '例如 401, 500-503',
  'http.statusAlso.error': '状态码或其范围，用逗号隔开，例如 401, 500-503',
  'http.family': 'IP 版本',
  'http.family.any': '不限',
  'http.family.4': '只用 IPv4',
  'http.family.6': '只用 IPv6',
  'http.contains': '正文应含',
  'http.contains.hint': '留空不查',
  'http.notContains': '正文不应含',
  'http.jsonPath': 'JSON 路径',
  'http.jsonPath.hint': '例如 data.items[0].state，留空不查',
  'http.jsonPath.error': '用点与方括号写路径，例如 data.items[0].state',
  'http.jsonValue': '该处应为',
  'http.mostRedirects': '最多跟随跳转',
  'http.mostRedirects.hint': '只在同一主机内跟随，0 为不跟随',
  'http.leadsTo': '跳转后应到',
  'http.leadsTo.hint': '网址的开头；不跟随时比较跳转指向，留空不查',
  'http.verifyCertificate': '校验证书',
  'http.pinnedCertificate': '固定证书指纹',
  'http.pinnedCertificate.hint': 'SHA-256，留空不固定；固定后只认这一张证书，不论由谁签发',
  'tls.port': '端口',
  'tls.startTls': '先说明文',
  'tls.startTls.none': '否，直接 TLS',
  'tls.startTls.smtp': 'SMTP 的 STARTTLS',
  'tls.startTls.imap': 'IMAP 的 STARTTLS',
  'tls.serverName': '证书上的名称',
  'tls.serverName.hint': '留空用资源的地址；一个地址上有多张证书时（SNI）请填',
  'tls.serverName.error': '请填域名，最多 253 个字，不带空格',
  'tls.family': 'IP 版本',
  'tls.family.any': '不限',
  'tls.family.4': '只用 IPv4',
  'tls.family.6': '只用 IPv6',
  'tls.verifyCertificate': '校验证书链与名称',
  'tls.refuseWeak': '不得接受 TLS 1.0、1.1',
  'banner.service': '服务',
  'banner.service.smtp': 'SMTP 邮件',
  'banner.service.imap': 'IMAP 邮箱',
  'banner.service.ssh': 'SSH',
  'banner.service.ldap': 'LDAP 目录',
  'banner.port': '端口',
  'banner.port.hint': 'SMTP 25，IMAP 143，SSH 22，LDAP 389',
  'banner.family': 'IP 版本',
  'banner.family.any': '不限',
  'banner.family.4': '只用 IPv4',
  'banner.family.6': '只用 IPv6',
  'banner.expected': '问候应含',
  'banner.expected.hint': '留空只查是不是这种服务；LDAP 比的是根条目的“属性: 值”',
  'banner.isTls': '直接 TLS（465、993、636）；证书另用 TLS 检查',
  'dns.name': '查询的名称',
  'dns.name.hint': '反查（PTR）可直接填地址',
  'dns.name.error': '请填域名或地址，最多 253 个字，不带空格',
  'dns.recordType': '记录类型',
  'dns.port': '端口',
  'dns.family': 'IP 版本',
  'dns.family.any': '不限',
  'dns.family.4': '只用 IPv4',
  'dns.family.6': '只用 IPv6',
  'dns.expected': '应答应含',
  'dns.expected.hint': '每行一个值，逐个都要在应答里；留空只查有没有记录',
  'prometheus.url': '指标页网址',
  'prometheus.url.hint': '例如 http://10.1.2.3:9100/metrics',
  'prometheus.profile': '主机指标',
  'prometheus.profile.node': '按 node_exporter',
  'prometheus.profile.none': '不取',
  'prometheus.family': 'IP 版本',
  'prometheus.family.any': '不限',
  'prometheus.family.4': '只用 IPv4',
  'prometheus.family.6': '只用 IPv6',
  'prometheus.series': '另取序列',
  'prometheus.series.hint': '每行一条，例如 http_requests_total{code="500"}；计数器记每秒增量；最多取 100 条序列',
  'prometheus.series.error': '每行一条：名称，可带花括号里的标签条件（=、!=），例如 http_requests_total{code="500"}',
  'prometheus.verifyCertificate': '校验证书',
  'prometheus.points': '由主机的核、盘、接口与所选序列决定',
} as const satisfies Readonly<Record<Label | What, string>> & Partial<Readonly<Record<Extra, string>>>;
