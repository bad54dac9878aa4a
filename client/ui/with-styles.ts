const fetched = new Map<string, Promise<void>>();

const fetchStyle = (path: string): Promise<void> => {
  const { href } = new URL(`/${path}`, location.origin);
  const known = fetched.get(href);
  if (known) return known;
  // The page names those of a first screen itself, and `boot.js` those of a picture.
  if ([...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].some((link) => link.href === href)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.crossOrigin = "";
  link.href = href;
  const coming = new Promise<void>((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      // The next attempt asks anew.
      link.remove();
      fetched.delete(href);
      reject(new Error(`Unable to preload CSS for ${href}`));
    };
  });
  fetched.set(href, coming);
  document.head.append(link);
  return coming;
};

/** Takes the place of Vite's helper around each late part: the part is here once its styles are. In a worker nothing has styles. */
export const withStyles = async <T>(load: () => Promise<T>, styles: readonly string[] = []): Promise<T> => {
  const [part] = await Promise.all([load(), ...styles.map(fetchStyle)]);
  return part;
};
