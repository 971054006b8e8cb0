/** What collectors report by a code: what happened and what to do next. Keys are the codes of the collectors. */
export const faults = {
  'snmp.noAnswer': '没有 SNMP 应答：请查地址与端口是否通、设备上的 SNMP 是否启用、是否允许本机访问；v1/v2c 还请核对团体字',
  'snmp.security': '设备拒绝了这组 SNMPv3 凭据：请核对用户名、安全级别、算法与口令',
  'snmp.rubbish': '应答不是 SNMP 报文：请确认端口上是 SNMP 服务，且中间没有设备改写报文',
  'snmp.invalid': '应答与所问不符：设备的 SNMP 实现可能有缺陷，请升级固件或与厂商核对',
  'snmp.notIncreasing': '设备给出的表不按次序，无法取完：请升级固件或与厂商核对',
  'snmp.status': '设备以错误码 {{status}} 回绝了询问：请核对该凭据在设备上的访问视图',
  'snmp.tooSlow': '在采集间隔内没有取完：请延长采集间隔，或检查设备负载与链路质量',
  'snmp.credential': '这组凭据不存在或无法打开：请安全管理员重新录入后再选',
  'snmp.noAddress': '名称没有解析出地址：请核对名称与域名服务',
  'tls.pin':
    '服务器出示的证书与固定的指纹不符，没有发送请求：若证书是按计划更换的，请核对新指纹 {{fingerprint}} 后更新检查；否则请按冒充处理',
  'part.interfaces': '接口表',
  'part.entities': '部件表',
  'part.profile': '型号专有指标',
  'part.with': '{{part}}：{{what}}',
  'part.separator': '；',
  'part.cut': '过长，只取了前面一部分',
} as const satisfies Readonly<Record<string, string>>;
