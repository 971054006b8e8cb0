import type { StationState } from '../../../shared/contracts/desktop.ts';

/** Every sentence the shell says by itself: local page, tray, dialogs, notifications. The page of the station has its own texts. */
export const zhCN = {
  product: '守望',
  local: {
    title: '守望 · 尚未连上本机的守望站',
    heading: {
      searching: '正在寻找本机的守望站',
      starting: '正在启动本机的守望站',
      attached: '已连上守望站，正在打开页面',
      foreign: '端口上的程序不是本机的守望站',
      failed: '守望站没有启动成功',
    },
    advice: {
      searching: '守望站短暂不在时会自行恢复，本窗口随后自动打开页面。采集与告警由守望站负责，与本窗口是否打开无关。',
      starting: '通常在几秒内完成。若超过一分钟，请打开数据文件夹，查看其中 log 文件夹里的记录。',
      attached: '',
      foreign: '为安全起见，本窗口不会打开它的页面。请停止占用端口的程序，或用 NOC_PORT 为守望站换一个端口，然后重试。',
      failed: '本窗口会继续重试。请按下面的原因处理；更多细节在数据文件夹的 log 文件夹里。',
    },
    facts: { address: '地址', since: '自', attempts: '尝试', detail: '原因' },
    noDetail: '尚无',
    timeZone: '北京时间',
    attempt: (count: number) => `第 ${count} 次`,
    elapsed: (seconds: number) =>
      seconds < 60 ? `已 ${seconds} 秒` : seconds < 3600 ? `已 ${Math.floor(seconds / 60)} 分` : `已 ${Math.floor(seconds / 3600)} 时`,
    actions: { retry: '立即重试', showDataFolder: '打开数据文件夹', quit: '退出窗口' },
    actionRefused: '没有完成：请稍后再试。',
  } satisfies {
    heading: Record<StationState['state'], string>;
    advice: Record<StationState['state'], string>;
    [key: string]: unknown;
  },
  detail: {
    notFound: '没有发现正在运行的守望站。',
    recovering: '守望站的服务进程正在由监护进程恢复。',
    noAnswer: '守望站的进程还在，但没有应答。',
    wrongProof: (owner: string) => `${owner}未能用本机守望站的密钥应答。`,
    portTaken: (port: number, owner: string) => `端口 ${port} 已被${owner}占用。`,
    unknownOwner: '另一个程序',
    owner: (name: string, pid: number) => ` ${name}（进程号 ${pid}）`,
    unsafe: (path: string) => `${path} 不归当前用户所有，或其他用户可以改动，因此不可信。`,
    programMissing: (path: string) => `找不到守望站的程序 ${path}。`,
    exited: (code: string, line: string) => `守望站启动后退出（${code}）。${line}`,
    crashing: '页面在一分钟内异常退出了三次。按“立即重试”重新打开。',
    cannotShow: (reason: string) => `页面没有打开（${reason}）。`,
  },
  tray: {
    open: '打开守望',
    counts: (counts: { critical: number; major: number; minor: number; warning: number; unacknowledged: number }) =>
      `紧急 ${counts.critical} · 重要 ${counts.major} · 次要 ${counts.minor} · 提示 ${counts.warning}　未确认 ${counts.unacknowledged}`,
    unknownCounts: '告警数未知：尚未连上守望站',
    quit: '退出…',
  },
  login: { start: '登录系统后自动打开', failedTitle: '没有设置成功', failed: (reason: string) => `自动打开没有设置成功：${reason}` },
  quit: {
    title: '退出守望',
    message: '要退出守望吗？',
    detail: '只退出窗口时，守望站继续采集和记录告警，但本机不再显示、也不再发出声音。',
    keepInTray: '关闭窗口，留在托盘',
    keepMinimised: '最小化窗口',
    leave: '退出窗口，采集继续',
    stopAll: '停止守望并退出',
    stopFailedTitle: '守望站没有停下',
    stopFailed: (reason: string) => `${reason}\n窗口保持打开，采集状态不变。`,
    notProven: '端口上的程序未能证明自己是本机的守望站，没有向它发送停止信号。',
    notRunning: '没有发现正在运行的守望站。',
    stillRunning: '十秒内没有停下。',
  },
  close: {
    title: '窗口已最小化',
    message: '这个桌面没有托盘，关闭窗口时会最小化。',
    detail: '采集与告警继续。要退出，请用菜单“退出…”或 Ctrl+Q。此提示只出现一次。',
    understood: '知道了',
  },
  save: { title: '保存文件', failed: '没有保存' },
  menu: {
    window: '窗口',
    view: '显示',
    reload: '重新载入',
    zoomIn: '放大',
    zoomOut: '缩小',
    zoomReset: '实际大小',
    fullScreen: '全屏',
    close: '关闭窗口',
    quit: '退出…',
    edit: '编辑',
    developer: '开发者工具',
  },
} as const;
