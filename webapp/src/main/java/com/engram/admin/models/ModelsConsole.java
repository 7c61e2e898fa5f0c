package com.engram.admin.models;

import com.engram.admin.ConsoleLayout;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.backends.ListModels;
import com.engram.people.Permission;
import com.engram.plans.weights.AcceptWeightsTerms;
import com.engram.plans.weights.WeightsTerms;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models: which ones the backends serve, the terms of their weights, the default model, tenants with a pinned model, and
 * how many images each model scored.
 */
@Path("/admin/models")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class ModelsConsole {

    @Inject
    private ModelReport report;

    @Inject
    private ChooseModel chooseModel;

    @Inject
    private ListModels listModels;

    @Inject
    private WeightsTerms weightsTerms;

    @Inject
    private AcceptWeightsTerms acceptTerms;

    @Inject
    private ConsoleLayout layout;

    /** A tenant that is pinned to a model. */
    public record PinRow(String tenant, String name, String model) {}

    @Context
    private HttpServletRequest request;

    @GET
    public View show(@QueryParam("done") @DefaultValue("") String done) {
        return page(done, "");
    }

    /** Sets the default model of all tenants without a pinned one; an empty name means each backend's active model. */
    @POST
    @Path("roll-out")
    public Response rollOut(@FormParam("model") @DefaultValue("") String model) {
        if (!chooseModel.rollOut(Optional.of(model).filter(name -> !name.isEmpty()))) {
            return Response.status(422)
                    .entity(page("", RequestLanguage.messages(request).text("console.model.unknown", model)))
                    .build();
        }
        return Response.seeOther(URI.create("/admin/models?done=rolled-out")).build();
    }

    /** Accepts the terms of a model's weights. */
    @POST
    @Path("terms")
    public Response accept(@FormParam("model") @DefaultValue("") String model) {
        if (!acceptTerms.accept(model)) {
            return Response.status(422)
                    .entity(page("", RequestLanguage.messages(request).text("console.model.noTerms", model)))
                    .build();
        }
        return Response.seeOther(URI.create("/admin/models?done=terms")).build();
    }

    private View page(String done, String fault) {
        List<ChooseModel.RollOut> rollOuts = chooseModel.listRollOuts();
        Map<String, Object> model = new HashMap<>();
        model.put("served", listModels.list());
        model.put("terms", weightsTerms.listTerms());
        model.put(
                "current",
                rollOuts.stream()
                        .findFirst()
                        .flatMap(ChooseModel.RollOut::model)
                        .orElse(""));
        model.put("rollOuts", rollOuts);
        model.put(
                "pins",
                chooseModel.listPins().stream()
                        .map(pin -> new PinRow(PublicId.TENANT.of(pin.tenant().value()), pin.name(), pin.model()))
                        .toList());
        model.put("models", report.listModels());
        model.put("done", done);
        model.put("fault", fault);
        return layout.view("admin/models", model);
    }
}
