export interface Mount {
  /** Where it is mounted: the component of its metrics. */
  readonly path: string;
  readonly type: string;
  readonly source: string;
  readonly isReadOnly: boolean;
  /** Behind a network or a user-space program: asking it may hang for ever. */
  readonly isRemote: boolean;
}

const REMOTE = /^(?:nfs|nfs4|cifs|smb3|ceph|glusterfs|9p|virtiofs|lustre|gpfs|beegfs|afs|ocfs2|gfs2|fuse\..+)$/;
/** User-space file systems that are views of something else. */
const VIEWS = /^fuse\.(?:gvfsd-fuse|portal|lxcfs|snapfuse|squashfuse|archivemount|fusectl)/;
/** Full by nature: images. */
const IMAGES = new Set(['squashfs', 'iso9660', 'udf', 'erofs', 'cramfs', 'romfs']);
const LOCAL_WITHOUT_DEVICE = new Set(['zfs', 'bcachefs', 'ubifs']);

/** Types that lie on a block device, from /proc/filesystems. */
export function decodeDeviceTypes(procFilesystems: string): ReadonlySet<string> {
  const lines = procFilesystems.split('\n').filter((line) => line !== '' && !line.startsWith('nodev'));
  return new Set(lines.map((line) => line.trim()));
}

const unescapePath = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

interface Entry extends Mount {
  readonly device: string;
  readonly isWhole: boolean;
}

function decodeLine(line: string): Entry | null {
  const [left, right] = line.split(' - ');
  const [, , device, root, path, options] = left?.split(' ') ?? [];
  const [type, source] = right?.split(' ') ?? [];
  if (!device || !root || !path || !options || !type || source === undefined) return null;
  return {
    device,
    isWhole: root === '/',
    path: unescapePath(path),
    type,
    source: unescapePath(source),
    isReadOnly: options.split(',').includes('ro'),
    isRemote: REMOTE.test(type),
  };
}

function isReal({ type, path }: Mount, deviceTypes: ReadonlySet<string>): boolean {
  if (IMAGES.has(type) || VIEWS.test(type)) return false;
  if (type === 'overlay') return path === '/';
  return deviceTypes.has(type) || REMOTE.test(type) || LOCAL_WITHOUT_DEVICE.has(type);
}

/** File systems that hold data, from /proc/self/mountinfo: each once, at its shortest path; bind mounts and what another mount hides are left out. */
export function decodeMounts(mountinfo: string, deviceTypes: ReadonlySet<string>): readonly Mount[] {
  const visible = new Map<string, Entry>();
  for (const line of mountinfo.split('\n')) {
    const entry = decodeLine(line);
    if (entry) visible.set(entry.path, entry);
  }
  const byDevice = new Map<string, Entry>();
  for (const entry of visible.values()) {
    if (!isReal(entry, deviceTypes)) continue;
    const known = byDevice.get(entry.device);
    const isBetter =
      !known || (entry.isWhole && !known.isWhole) || (entry.isWhole === known.isWhole && entry.path.length < known.path.length);
    if (isBetter) byDevice.set(entry.device, entry);
  }
  return [...byDevice.values()].map(({ path, type, source, isReadOnly, isRemote }) => ({ path, type, source, isReadOnly, isRemote }));
}
