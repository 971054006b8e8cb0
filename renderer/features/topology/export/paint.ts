import type { Drawing, Shape } from './drawing.ts';

/** Most points a side of a picture has: browsers make none that is larger. */
const MOST_SIDE = 8192;
/** Points for each px, where that is not too many. */
const FINE = 2;

function paintShape(context: CanvasRenderingContext2D, shape: Shape, family: string): void {
  switch (shape.kind) {
    case 'line': {
      const { from, over, to } = shape;
      context.strokeStyle = shape.colour;
      context.lineWidth = shape.width;
      context.setLineDash([...shape.dash]);
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.quadraticCurveTo(2 * over.x - (from.x + to.x) / 2, 2 * over.y - (from.y + to.y) / 2, to.x, to.y);
      context.stroke();
      return;
    }
    case 'box':
      context.setLineDash([...shape.dash]);
      context.fillStyle = shape.fill;
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.width;
      context.fillRect(shape.at.x, shape.at.y, ...shape.size);
      context.strokeRect(shape.at.x, shape.at.y, ...shape.size);
      return;
    case 'icon': {
      context.save();
      context.setLineDash([]);
      context.translate(shape.at.x, shape.at.y);
      context.scale(shape.size / 16, shape.size / 16);
      context.strokeStyle = shape.colour;
      context.lineWidth = 1.2;
      context.stroke(new Path2D(shape.path));
      context.restore();
      return;
    }
    case 'text':
      context.setLineDash([]);
      context.font = `${shape.isStrong ? 600 : 400} ${shape.size}px ${family}`;
      context.textAlign = shape.anchor === 'middle' ? 'center' : 'left';
      if (shape.behind !== null) {
        context.strokeStyle = shape.behind;
        context.lineWidth = 4;
        context.strokeText(shape.text, shape.at.x, shape.at.y);
      }
      context.fillStyle = shape.colour;
      context.fillText(shape.text, shape.at.x, shape.at.y);
      return;
    default:
      shape satisfies never;
  }
}

/** A drawing as a PNG file, made by the page itself in the fonts it has. Null where the browser makes none. */
export async function toPng({ width, height, background, shapes }: Drawing, family: string): Promise<Uint8Array | null> {
  const canvas = document.createElement('canvas');
  const scale = Math.min(FINE, MOST_SIDE / width, MOST_SIDE / height);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.scale(scale, scale);
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  for (const shape of shapes) paintShape(context, shape, family);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob && new Uint8Array(await blob.arrayBuffer());
}
