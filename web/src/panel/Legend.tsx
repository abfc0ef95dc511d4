/** What do the map's signs mean? Drawn with the same colours, widths and dashes as the map. */

import { useEffect, useState } from 'preact/hooks';
import { disputedDash } from '../map/basemap';
import { type Flavor, flavor, onFlavorChange } from '../map/flavor';
import { pinPath } from '../map/images';
import { derivedDash, dot } from '../map/overlay';
import type { Part } from '../map/reference';
import type { Role } from '../wire';

/** The palette in use; follows the colour scheme. */
export function useFlavor(): Flavor {
  const [current, set] = useState(flavor);
  useEffect(() => onFlavorChange(() => set(flavor())), []);
  return current;
}

const Swatch = ({ children }: { children: preact.ComponentChildren }) => (
  <svg class="swatch" viewBox="0 0 32 18" width="32" height="18" aria-hidden="true">
    {children}
  </svg>
);

const dashOf = (dash: readonly number[], width: number) =>
  dash[1] === 0 ? undefined : dash.map((part) => part * width).join(' ');

export function DotSwatch({ of }: { of: Role }) {
  const palette = useFlavor();
  const { radius, ring } = dot[of];
  return (
    <Swatch>
      <circle
        cx="16"
        cy="9"
        r={radius}
        fill={palette[of]}
        stroke={palette.casing}
        stroke-width={ring}
      />
    </Swatch>
  );
}

export function UnsureSwatch() {
  const palette = useFlavor();
  const { radius, ring } = dot.literal;
  return (
    <Swatch>
      <circle
        cx="16"
        cy="9"
        r={radius}
        fill={palette.casing}
        stroke={palette.literal}
        stroke-width={ring + 0.4}
      />
    </Swatch>
  );
}

export function AreaSwatch({ derived }: { derived: boolean }) {
  const palette = useFlavor();
  const color = derived ? palette.literal : palette.associative;
  return (
    <Swatch>
      <rect
        x="3"
        y="2"
        width="26"
        height="14"
        fill={color}
        fill-opacity={derived ? 0 : 0.08}
        stroke={color}
        stroke-width={derived ? 1.1 : 0.8}
        stroke-opacity={derived ? 0.9 : 0.6}
        stroke-dasharray={derived ? dashOf(derivedDash, 1.5) : undefined}
      />
      {derived && (
        <path
          d="M4 14 14 3M10 15.5 21.5 3M17 15.5 28 4M24 15.5 28.5 10.5"
          stroke={color}
          stroke-width="0.9"
          stroke-opacity="0.6"
        />
      )}
    </Swatch>
  );
}

export function PinSwatch() {
  const palette = useFlavor();
  return (
    <Swatch>
      <g transform="translate(9.5 0.5) scale(0.66)">
        <path d={pinPath} fill={palette.annotation} />
        <circle cx="10" cy="9.6" r="3" fill={palette.casing} />
      </g>
    </Swatch>
  );
}

export function PartSwatch({ part }: { part: Part }) {
  const { shape, color, dash } = part;
  return (
    <Swatch>
      {shape === 'area' && (
        <rect x="3" y="2" width="26" height="14" fill={color} fill-opacity="0.22" />
      )}
      {shape === 'line' && (
        <path
          d="M1 9H31"
          stroke={color}
          stroke-width="2.6"
          stroke-dasharray={dashOf(dash, 2.6)}
        />
      )}
      {shape === 'point' && <circle cx="16" cy="9" r="4" fill={color} />}
    </Swatch>
  );
}

export function BorderSwatch({ disputed }: { disputed: boolean }) {
  const palette = useFlavor();
  return (
    <Swatch>
      <path
        d="M1 9H31"
        stroke={disputed ? palette.disputed : palette.border}
        stroke-width="1.4"
        stroke-dasharray={disputed ? dashOf(disputedDash, 1.4) : undefined}
      />
    </Swatch>
  );
}
