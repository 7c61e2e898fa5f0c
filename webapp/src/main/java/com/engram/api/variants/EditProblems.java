package com.engram.api.variants;

import com.engram.analysis.scorers.Edit;
import com.engram.refusals.Refusal;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Responses to edits that cannot be made. */
final class EditProblems {

    private EditProblems() {}

    static Response response(String pointer, Edit.Problem problem) {
        return response(pointer + "/" + problem.field(), problem.detail());
    }

    static Response response(String pointer, Refusal refusal) {
        return response(pointer, refusal.detail());
    }

    private static Response response(String pointer, String detail) {
        return ProblemResponses.response(
                Problem.of(422, "invalid_edit", detail).withErrors(List.of(FieldProblem.inBody(pointer, detail))));
    }
}
