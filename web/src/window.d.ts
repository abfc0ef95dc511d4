/** What tests and the curious can reach from the browser's console. */
interface Window {
  dateline?: { map: import('maplibre-gl').Map };
}
