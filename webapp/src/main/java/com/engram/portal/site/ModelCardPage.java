package com.engram.portal.site;

import com.engram.analysis.backends.ChooseModel;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;

/** The model card: how the model was tested, and what it cannot do. */
@Path("/model-card")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ModelCardPage {

    @Inject
    private ChooseModel chooseModel;

    @GET
    @PermitAll
    public View show() {
        String bundled = SampleImages.bundled().model();
        return View.of(
                "model-card",
                Map.of(
                        "card",
                        ModelCard.bundled(),
                        "model",
                        bundled,
                        "other",
                        defaultModel().filter(model -> !model.equals(bundled))));
    }

    /** The default model that the operator has chosen, in the scope of the try-it box. */
    private Optional<String> defaultModel() {
        try (Scope.Entered ignored = Scope.enter(TenantId.TRY_IT)) {
            return chooseModel.findModelOf(TenantId.TRY_IT);
        }
    }
}
