import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useSend } from './use-send.ts';

export interface DropZoneProps {
  readonly channel: string;
  readonly threadTs: string | undefined;
  /** Where the file will be shared, as it is named to the person. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Takes files that are dropped on it and shares them. */
export function DropZone({ channel, threadTs, name, children }: DropZoneProps) {
  const { submit } = useSend(channel, threadTs);
  const [isOver, setOver] = useState(false);
  // Entering a child leaves its parent, so count both.
  const depth = useRef(0);
  const enter = (step: 1 | -1) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    depth.current += step;
    setOver(depth.current > 0);
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    await submit('', [...event.dataTransfer.files]);
  };
  return (
    <section
      className="drop-zone"
      aria-label={`Drop files here to share them in ${name}`}
      onDragEnter={enter(1)}
      onDragLeave={enter(-1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {isOver && <p className="drop-zone__hint">Drop to share in {name}</p>}
    </section>
  );
}
