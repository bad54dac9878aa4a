import { linesIn } from "./lines.ts";
import { blocksIn, PHASES, SUBJECT_PARTS, type Phrases } from "./phrases.ts";

/** Subjects, notes and remarks; what is said in talks stands in `zh-phrases.ts`. */
export const ZH_REMARKS: Omit<Phrases, "openings" | "facts" | "next" | "requirement"> = {
  stageNotes: blocksIn(PHASES, `
# prospecting
初步了解，待约见
名片来源，待确认需求
# engaging
已拜访，需求真实
关键人已找到
[EQ]样品测试中
和使用部门沟通过一次
# analysis
[EQ,SW,HW]技术协议沟通中
需求确认，方案编制
[EQ,HW,SW]测试通过
[EQ,SW,HW-204]现场勘查完成
# proposal
已报价
方案已提交，等反馈
投标中
二次报价
# negotiation
合同条款谈判
走合同审批
等客户盖章
付款方式待定
# won
已签约
中标
合同回传
# lost
# service
# greeting
`),
  lostNotes: {
    price: ["价格没谈下来", "对方压价太低，放弃", "价格高于竞品"],
    competitor: ["客户选择竞品", "原供应商续签", "被竞品抢单"],
    noDecision: ["长期无进展，关闭", "客户内部没有结论", "换了负责人，重新论证"],
    noBudget: ["预算被砍", "预算不足，项目缩减", "今年没有预算"],
    timing: ["项目推迟到明年", "新厂延期", "现阶段不采购"],
    fit: ["技术参数不满足", "功能不匹配", "尺寸不合适"],
  },
  subjects: blocksIn(SUBJECT_PARTS, `
# main
{cust}{prod}采购
{cust}{prod}{qty}
{cust}新厂{prod}项目
{cust}二期{prod}
{cust}{prod}更新
{cust}产线改造（{prod}）
{cust} {prod}询价
{cust}{year}年{prod}需求
{cust}{dept}{prod}
# consumable
{cust}{year}年{prod}年框
{cust}{prod}补货
{cust}{prod}{qty}
{cust}季度耗材采购
# service
{cust}{prod}续签
{cust}{year}年{prod}
{cust}{prod}合同
`),
  orderSubjects: linesIn(`
{cust}{prod}订单
{cust}{prod}{qty}
{cust}采购合同-{prod}
{cust}{prod}（首批）
{cust}设备采购合同
`),
  reorderSubjects: linesIn(`
{cust}{prod}补货
{cust}{month}月{prod}
{cust}耗材订单
{cust}{prod}追加{qty}
{cust}备件采购
`),
  customerRemarks: linesIn(`
开票信息变更过一次，开票前先确认。
送货需提前一天预约，下午四点后不收货。
老板是台州人，重视关系，报价一次到位。
采购流程长，一般从询价到签约要三个月。
主要给汽车一级供应商做配套。
有出口业务，标签需要中英文。
付款准时，每月25日统一付款。
曾经拖过尾款，注意账期。
新厂在建，明年有较大设备需求。
只接受国标质检报告，出货要附。
与{comp}合作多年，从耗材切入。
门卫登记要身份证，车辆限高3.5米。
每年11月做次年预算，10月要去拜访。
集团集采，单笔超过20万要走总部平台。
展会认识，后来厂长主动约的。
质量体系审核严，供应商每年审一次。
`),
  hotReasons: linesIn(`
新产线年底前定设备
{comp}合同到期，正在重新选型
技术协议已签，等商务
总经理亲自过问
预算已批，本季度必须花完
样品测试通过，准备招标
`),
  creditInfo: linesIn(`
合作两年，回款正常。
首单款到发货，第二单起月结30天。
天眼查无异常，注册资本实缴。
曾逾期一次，15天内补齐。
集团担保，信用良好。
`),
  preferences: linesIn(`
喜欢喝龙井，不抽烟
周末钓鱼
爱打羽毛球，周三晚固定活动
不喝酒，聊技术比较投入
孩子今年高考
喜欢看足球
跑马拉松，去年跑了上马
老家绍兴，喝黄酒
习惯微信沟通，不喜欢接电话
信佛，素食
`),
  contactRemarks: linesIn(`
说话直接，报价不要绕弯。
下午联系比较方便。
原来在{comp}做过，懂行。
只管技术，商务要找采购。
对我们的售后评价不错。
刚接手，需要多介绍公司情况。
`),
  orderRemarks: linesIn(`
送货到{dept}，联系{p}。
分两批发货，第二批等通知。
随货附合格证和检测报告。
发票随货，抬头按合同。
含安装调试，安装时间另约。
客户自提。
外箱贴客户料号标签。
`),
  lineRemarks: linesIn(`
含治具
第二批交付
颜色：灰
按样品
赠送一年保养
备件
带中文面板
`),
  competitors: ["申岳自动化", "科谱", "德睿", "博维", "宏测", "Vantrix", "卓联工控"],
};
