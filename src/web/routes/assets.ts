import { Hono } from "hono";
import { compress } from "hono/compress";
import type { Assets } from "../assets.ts";
import type { WebEnv } from "../env.ts";

/**
 * The sheet, under an address that changes with it. Pages themselves are not compressed: they carry a token beside
 * text that others may choose, and the length of a compressed page gives such a token away (BREACH).
 */
export function assetRoutes({ sheetPath, sheet }: Assets) {
  return new Hono<WebEnv>().use(sheetPath, compress()).get(sheetPath, (c) =>
    c.body(sheet, 200, {
      "Content-Type": "text/css; charset=utf-8",
      "Cache-Control": "public, max-age=31536000, immutable",
    }),
  );
}
