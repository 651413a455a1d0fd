import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { requireRow } from "../query/find.js";
import type { ModelMethod } from "../remoting/shared-class.js";
import { ID, getId } from "./arguments.js";

/** Routes that may return the file of a report. A client tries these three. None was seen to work. */
export const reportMethods: readonly ModelMethod[] = [
  createFileMethod("download", "Downloads the file of a report."),
  createFileMethod("file", "Downloads the file of a report."),
  {
    name: "presignedUrl",
    verb: "GET",
    path: "/:id/presignedUrl",
    summary: "Returns a URL of the file of a report.",
    accepts: [ID],
    returns: "object",
    answers: { url: "string" },
    invoke: ({ store }, args) => ({ url: `/api/Reports/${findReport(store, getId(args)).id}/download` }),
  },
];

function createFileMethod(name: string, summary: string): ModelMethod {
  return {
    name,
    verb: "GET",
    path: `/:id/${name}`,
    summary,
    accepts: [ID],
    returns: "object",
    invoke: ({ store }, args) => {
      const report = findReport(store, getId(args));
      return new Response(createPdf(String(report["name"])), {
        headers: {
          "content-type": "application/pdf",
          "content-disposition": `attachment; filename="${report.id}.pdf"`,
        },
      });
    },
  };
}

function findReport(store: Store, id: string): Row {
  return requireRow(store, "Report", id);
}

/**
 * Creates a PDF of one page with a line of text. Characters that are not ASCII or that have a meaning in PDF
 * are replaced.
 */
function createPdf(text: string): string {
  const line = text.replace(/[^ -~]|[()\\]/g, "?");
  const content = `BT /F1 18 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join("")}`;
  return `${body}${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}
