package com.engram.notifications;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.database.Database;
import com.engram.library.Readiness;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.notifications.NotifyPeople.Receiver;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Notifies the people who requested analyses when images reach the threshold of their project. Images whose results are recorded
 * together make one notification; of several within an hour in one project, the first one is sent by email.
 */
@ApplicationScoped
class NotifyOfThresholds {

    private static final Duration BETWEEN_EMAILS = Duration.ofHours(1);

    private final NotifyPeople notifyPeople;
    private final Readiness readiness;
    private final Database database;
    private final PortalUrl portal;

    @Inject
    NotifyOfThresholds(NotifyPeople notifyPeople, Readiness readiness, Database database, PortalUrl portal) {
        this.notifyPeople = notifyPeople;
        this.readiness = readiness;
        this.database = database;
        this.portal = portal;
    }

    private record Row(UUID tenant, UUID project, String projectName, UUID image, String filename, UUID requester) {

        Group group() {
            return new Group(new TenantId(tenant), project, projectName, requester);
        }
    }

    private record Group(TenantId tenant, UUID project, String projectName, UUID requester) {}

    void onAnalysesFinished(@Observes AnalysesFinished finished) {
        List<Row> rows = list(finished.analyses().stream().map(Analysis::id).toList());
        Map<UUID, Boolean> ready = rows.isEmpty()
                ? Map.of()
                : readiness.find(rows.stream().map(Row::image).distinct().toList());
        rows.stream()
                .filter(row -> ready.getOrDefault(row.image(), false))
                .collect(Collectors.groupingBy(Row::group))
                .forEach(this::tell);
    }

    /** The finished images of projects with a threshold, with who requested their analyses. */
    private List<Row> list(List<UUID> analyses) {
        return database.sql("""
                        select a.tenant_id as tenant, p.id as project, p.name as project_name, i.id as image, i.filename,
                          a.requested_by as requester
                        from analysis a join image i on i.id = a.image_id join project_image f on f.image_id = i.id
                          join project p on p.id = f.project_id
                        where a.id = any(:analyses) and a.state = 'DONE' and a.requested_by is not null and p.threshold is not null
                        order by a.id
                        """).bind("analyses", analyses).list(Row.class);
    }

    private void tell(Group group, List<Row> rows) {
        Row first = rows.get(0);
        boolean isOne = rows.size() == 1;
        String page = isOne ? "/images/img_" + hex(first.image()) : "/projects/prj_" + hex(group.project());
        Notice notice = new Notice(
                NotificationKind.THRESHOLD,
                group.project() + ":" + first.image(),
                isOne ? "notifications.threshold" : "notifications.threshold.many",
                List.of(first.filename(), group.projectName(), rows.size()),
                page);
        List<Receiver> receivers =
                notifyPeople.listMembers(group.tenant(), Set.of(group.requester()), NotificationKind.THRESHOLD);
        Set<Receiver> mailed = notifyPeople.withoutRecent(
                group.tenant(), notice, receivers, group.project().toString(), BETWEEN_EMAILS);
        notifyPeople.tell(
                group.tenant(),
                notice,
                receivers.stream()
                        .map(receiver -> mailed.contains(receiver) ? receiver : receiver.withoutEmail())
                        .toList(),
                receiver -> Email.of(
                        receiver.email(),
                        NotifyPeople.messages(receiver),
                        isOne ? "email.threshold" : "email.threshold.many",
                        first.filename(),
                        group.projectName(),
                        rows.size(),
                        portal.at(page),
                        portal.at("/settings/notifications")));
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
