package com.engram.admin.billing;

import com.engram.billing.invoices.Invoice;
import com.engram.billing.invoices.Invoices;
import com.engram.billing.invoices.ManualInvoice;
import com.engram.billing.invoices.RecordManualInvoice;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Invoices of a tenant, for the operator: lists them and records manual ones. */
@Path("/api/v1/admin/tenants/{id}/invoices")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InvoicesAdminApi {

    private static final int MAX_ROWS = 100;

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private Invoices invoices;

    @Inject
    private RecordManualInvoice recordInvoice;

    @Inject
    private Tenants tenants;

    @Inject
    private Clock clock;

    /**
     * A manual invoice to record; amountCents is in hundredths of the currency, issuedOn is a day such as 2026-11-27.
     *
     * @param number the number on the invoice
     * @param description what was sold
     * @param amountCents the amount, in hundredths of the currency
     * @param issuedOn the day on the invoice
     */
    public record InvoiceRequest(
            @Nullable String number,
            @Nullable String description,
            @Nullable Long amountCents,
            @Nullable String currency,
            @Nullable String issuedOn) {}

    /** The new state of an invoice: open, paid, void or uncollectible. */
    public record InvoiceChange(@Nullable String state) {}

    /**
     * An invoice; byHand says whether an operator recorded it.
     *
     * @param number the number on the invoice
     * @param description what was sold
     * @param amountCents the amount, in hundredths of the currency
     * @param issuedAt when it was issued
     * @param paidAt when it was paid; null until then
     * @param byHand whether an operator recorded it
     */
    public record InvoiceJson(
            String id,
            String number,
            String description,
            String state,
            long amountCents,
            String currency,
            String issuedAt,
            @Nullable String paidAt,
            boolean byHand) {

        static InvoiceJson of(Invoice invoice) {
            return new InvoiceJson(
                    PublicId.INVOICE.of(invoice.id()),
                    invoice.number(),
                    invoice.description(),
                    invoice.state(),
                    invoice.amountCents(),
                    invoice.currency(),
                    invoice.issuedAt().toString(),
                    invoice.paidAt().map(Object::toString).orElse(null),
                    invoice.isManual());
        }
    }

    /** A tenant's invoices, newest first. */
    public record InvoiceList(
            List<InvoiceJson> data, @Nullable String nextCursor) {}

    @GET
    @Operation(summary = "List a tenant's invoices")
    @APIResponseSchema(InvoiceList.class)
    public Response list(@PathParam("id") String id) {
        return findTenant(id)
                .map(tenant -> Response.ok(new InvoiceList(
                                invoices.listInvoices(tenant, MAX_ROWS).stream()
                                        .map(InvoiceJson::of)
                                        .toList(),
                                null))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Operation(summary = "Record an invoice that was sent outside of Engram")
    @APIResponseSchema(value = InvoiceJson.class, responseCode = "201")
    @RolesAllowed(Permission.BILL)
    public Response record(@PathParam("id") String id, @Nullable InvoiceRequest request) {
        Optional<TenantId> tenant = findTenant(id);
        if (tenant.isEmpty()) {
            return ProblemResponses.notFound();
        }
        Optional<ManualInvoice> draft = Optional.ofNullable(request).flatMap(this::toDraft);
        if (draft.isEmpty()) {
            return ProblemResponses.badRequest(
                    "Send {\"number\", \"description\", \"amountCents\", \"currency\"}, and \"issuedOn\" as"
                            + " 2026-11-27.");
        }
        Optional<String> problem = draft.get().findProblem();
        if (problem.isPresent()) {
            return ProblemResponses.response(422, "invalid_invoice", problem.get());
        }
        Optional<Refusal> refusal = recordInvoice.findRefusal(tenant.get());
        if (refusal.isPresent()) {
            return ProblemResponses.of(refusal.get());
        }
        return idempotentEffect.execute(
                () -> respond(tenant.get(), recordInvoice.record(tenant.get(), draft.get()), 201));
    }

    @PATCH
    @Path("{invoice}")
    @Operation(summary = "Set the state of a manual invoice")
    @APIResponseSchema(InvoiceJson.class)
    @RolesAllowed(Permission.BILL)
    public Response settle(
            @PathParam("id") String id, @PathParam("invoice") String invoice, @Nullable InvoiceChange change) {
        Optional<TenantId> tenant = findTenant(id);
        Optional<UUID> known = PublicId.INVOICE.parse(invoice);
        if (tenant.isEmpty() || known.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (change == null || change.state() == null || !RecordManualInvoice.STATES.contains(change.state())) {
            return ProblemResponses.badRequest("Send {\"state\"} with open, paid, void or uncollectible.");
        }
        return recordInvoice.settle(tenant.get(), known.get(), change.state())
                ? respond(tenant.get(), known.get(), 200)
                : ProblemResponses.notFound();
    }

    private Optional<ManualInvoice> toDraft(InvoiceRequest request) {
        Optional<LocalDate> issuedOn = parseDay(request.issuedOn());
        if (request.number() == null
                || request.description() == null
                || request.amountCents() == null
                || request.currency() == null
                || issuedOn.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ManualInvoice(
                request.number().strip(),
                request.description().strip(),
                request.amountCents(),
                request.currency(),
                issuedOn.get()));
    }

    /** The day that the text names, today if there is no text, empty if it is not a day. */
    private Optional<LocalDate> parseDay(@Nullable String text) {
        try {
            return Optional.of(text == null ? LocalDate.now(clock) : LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Response respond(TenantId tenant, UUID invoice, int status) {
        return invoices.listInvoices(tenant, MAX_ROWS).stream()
                .filter(found -> found.id().equals(invoice))
                .findFirst()
                .map(found ->
                        Response.status(status).entity(InvoiceJson.of(found)).build())
                .orElseGet(() -> Response.status(status).build());
    }

    private Optional<TenantId> findTenant(String id) {
        return PublicId.TENANT
                .parse(id)
                .map(TenantId::new)
                .filter(tenant -> tenants.findTenant(tenant).isPresent());
    }
}
