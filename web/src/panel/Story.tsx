/** How does a story read? Headline, text, and every mention as a link to its place. */

import { useSignalEffect } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { PlacedMention } from '../places';
import { address, hovered, mentions, story, storyError } from '../state';
import { retryStory } from '../story';
import { strings } from '../strings';
import { type Paragraph, type Piece, paragraphs } from '../text';
import { format } from '../url';
import type { Article, Story } from '../wire';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

function Mention({ mention, text }: { mention: PlacedMention; text: string }) {
  const { place, index, role } = mention;
  const { article, place: chosen, mention: current } = address.value;
  const on = hovered.value === place || chosen === place;
  const here = chosen === place && current === index;
  return (
    <a
      class={`mention ${role}${on ? ' on' : ''}${here ? ' here' : ''}`}
      href={format({ article, place, mention: index })}
      data-place={place}
      data-index={index}
      aria-current={here ? 'true' : undefined}
      onMouseEnter={() => (hovered.value = place)}
      onMouseLeave={() => (hovered.value = null)}
      onFocus={() => (hovered.value = place)}
      onBlur={() => (hovered.value = null)}
    >
      {text}
    </a>
  );
}

const Pieces = ({ pieces }: { pieces: Piece<PlacedMention>[] }) => (
  <>
    {pieces.map(({ text, mark }) =>
      mark ? <Mention key={mark.start} mention={mark} text={text} /> : text,
    )}
  </>
);

const plain = ({ pieces }: Paragraph<PlacedMention>) =>
  pieces
    .map(({ text }) => text)
    .join('')
    .trim();

/** Short and without a stop: most likely a heading between paragraphs. */
const isCrosshead = (text: string) => text.length < 70 && !/[.!?…:;,"”’)\]]$/.test(text);

function host(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

function Imprint({ article }: { article: Article }) {
  const date = article.date ? new Date(article.date) : null;
  const said =
    date && !Number.isNaN(date.getTime())
      ? date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
      : article.date;
  const safe = article.url && /^https?:/.test(article.url) ? article.url : null;
  if (!said && !safe) return null;
  return (
    <p class="imprint" lang="en" dir="ltr">
      {said && <time>{said}</time>}
      {safe && (
        <a href={safe} rel="noopener noreferrer nofollow" target="_blank">
          {host(safe)}
        </a>
      )}
    </p>
  );
}

const MentionKey = () => (
  <p class="mention-key" lang="en" dir="ltr">
    <span>{strings.story.key}</span>
    <span class="mention literal">{strings.places.literal}</span>
    <span class="mention associative">{strings.places.associative}</span>
  </p>
);

function Text({ shown }: { shown: Story }) {
  const { article } = shown;
  const cut = useMemo(() => paragraphs(article.text, mentions.value), [shown]);
  const first = cut[0];
  const titled = first && article.title && plain(first) === article.title.trim();
  const body = titled ? cut.slice(1) : cut;
  return (
    <article dir="auto">
      <h1>
        {titled ? (
          <Pieces pieces={first.pieces} />
        ) : (
          article.title || strings.story.untitled
        )}
      </h1>
      <Imprint article={article} />
      <MentionKey />
      {shown.features.length === 0 && <p class="quiet">{strings.story.none}</p>}
      {body.map((paragraph, index) => (
        <p key={index} class={isCrosshead(plain(paragraph)) ? 'crosshead' : undefined}>
          <Pieces pieces={paragraph.pieces} />
        </p>
      ))}
    </article>
  );
}

export function StoryPane() {
  const pane = useRef<HTMLElement>(null);
  useSignalEffect(() => {
    const { place, mention } = address.value;
    if (!place || !story.value) return;
    // The text may be drawn only after this; the next frame has it.
    requestAnimationFrame(() => {
      const marks = [...(pane.current?.querySelectorAll<HTMLElement>('a.mention') ?? [])];
      const target = marks.find(
        ({ dataset }) =>
          dataset.place === place && dataset.index === String(mention ?? dataset.index),
      );
      target?.scrollIntoView({
        block: mention === undefined ? 'nearest' : 'center',
        behavior: calm.matches ? 'auto' : 'smooth',
      });
    });
  });
  return (
    // A scrolling region is reached by keyboard only if it can hold the focus.
    <section ref={pane} class="story" aria-label={strings.story.label} tabIndex={0}>
      {storyError.value ? (
        <div class="trouble" role="alert">
          <p>
            <strong>{strings.story.failed}</strong> {storyError.value}
          </p>
          <button type="button" class="plain" onClick={retryStory}>
            {strings.retry}
          </button>
        </div>
      ) : story.value ? (
        <Text shown={story.value} />
      ) : (
        <p class="quiet">{strings.story.loading}</p>
      )}
    </section>
  );
}
