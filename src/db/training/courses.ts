import { z } from "zod";
import type { CourseInForce, CourseStore } from "../../domain/stores/staging.ts";
import type { Db, Tx } from "../client.ts";
import type { CourseInForceModel } from "../generated/models.ts";

const CourseFiles = z.array(z.object({ path: z.string(), text: z.string() }));

export function createCourseStore(db: Db | Tx): CourseStore {
  return {
    async listInForce() {
      const rows = await db.courseInForce.findMany({ orderBy: [{ layer: "asc" }, { courseId: "asc" }] });
      return rows.map(toCourse);
    },
    async fingerprint() {
      const rows = await db.courseInForce.findMany({
        select: { courseId: true, contentSha256: true, publishedAt: true },
        orderBy: { courseId: "asc" },
      });
      return rows
        .map(({ courseId, contentSha256, publishedAt }) => `${courseId} ${contentSha256} ${publishedAt.toISOString()}`)
        .join("\n");
    },
    putInForce: (course) => putInForce(db, course),
    async withdraw(id) {
      return (await db.courseInForce.deleteMany({ where: { courseId: id } })).count > 0;
    },
  };
}

/** One statement, so that the second of two waits for the first and then sees what it did. */
async function putInForce(db: Db | Tx, course: CourseInForce): Promise<boolean> {
  const { id, layer, version, contentSha256, files, publishedAt, majorSince, minorSince, firstSince } = course;
  const written = await db.$executeRaw`
    INSERT INTO course_in_force AS known
      (course_id, layer, version, content_sha256, files, published_at, major_since, minor_since, first_since)
    VALUES (${id}, ${layer}, ${version}, ${contentSha256}, ${JSON.stringify(files)}::jsonb, ${publishedAt}, ${majorSince},
      ${minorSince}, ${firstSince})
    ON CONFLICT (course_id) DO UPDATE SET
      (layer, version, content_sha256, files, published_at, major_since, minor_since, first_since) =
      (EXCLUDED.layer, EXCLUDED.version, EXCLUDED.content_sha256, EXCLUDED.files, EXCLUDED.published_at,
       EXCLUDED.major_since, EXCLUDED.minor_since, EXCLUDED.first_since)
    WHERE known.content_sha256 <> EXCLUDED.content_sha256 OR known.version <> EXCLUDED.version`;
  return written === 1;
}

function toCourse({ courseId, files, ...row }: CourseInForceModel): CourseInForce {
  return { id: courseId, ...row, files: CourseFiles.parse(files) };
}
